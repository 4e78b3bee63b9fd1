package dev.centralita.fleet.kind;

import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.provider.ClusterMaker;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes Kind clusters of one Docker engine. */
final class KindClusters implements ClusterMaker<KindCluster> {
  /** As many as there are second octets for pods and services; a number returns after that. */
  private static final int ORDINALS = 60;

  private final Docker docker;
  private final KindReaper reaper;
  private final AtomicInteger ordinals = new AtomicInteger();

  private KindClusters(Docker docker, KindReaper reaper) {
    this.docker = docker;
    this.reaper = reaper;
  }

  static KindClusters open(Docker docker) {
    docker.ensureNetwork();
    return new KindClusters(docker, KindReaper.start(docker));
  }

  @Override
  public KindCluster start(ClusterSpec spec) {
    return KindCluster.start(docker, reaper, spec, ordinals.getAndIncrement() % ORDINALS);
  }

  @Override
  public void end(KindCluster cluster) {
    cluster.end();
  }

  @Override
  public void close() {
    reaper.reap();
  }
}
