package dev.centralita.fleet.process;

import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.Progress;
import dev.centralita.fleet.provider.AdminClient;
import dev.centralita.fleet.provider.ClusterMaker;
import dev.centralita.fleet.provider.Tools;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes clusters of processes below one etcd. */
final class ProcessClusters implements ClusterMaker<ProcessCluster> {
  private final Ground ground;
  private final AtomicInteger homes = new AtomicInteger();

  private ProcessClusters(Ground ground) {
    this.ground = ground;
  }

  static ProcessClusters open(Progress progress) {
    Tools tools = Tools.find();
    ProcessGroup group = ProcessGroup.open();
    Thread.ofPlatform()
        .daemon()
        .start(() -> AdminClient.warmUp(new CertificateAuthority("none").pem()));
    try {
      Ports ports = new Ports();
      progress.step("etcd in " + group.directory());
      Etcd etcd = Etcd.start(group, tools, ports);
      return new ProcessClusters(new Ground(group, tools, ports, etcd));
    } catch (RuntimeException e) {
      group.close();
      throw e;
    }
  }

  @Override
  public ProcessCluster start(ClusterSpec spec) {
    // A site that is removed and added again is a new cluster, so its home and prefix are new too.
    Path home = ground.group().directory().resolve(spec.name() + "." + homes.incrementAndGet());
    return ProcessCluster.start(ground, spec, home);
  }

  @Override
  public void end(ProcessCluster cluster) {
    cluster.end();
  }

  @Override
  public void close() {
    ground.group().close();
  }
}
