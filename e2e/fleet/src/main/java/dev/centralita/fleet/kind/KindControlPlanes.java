package dev.centralita.fleet.kind;

import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Hub and sites as Kind clusters of one Docker engine. */
final class KindControlPlanes implements ControlPlanes {
  private final Docker docker;
  private final KindReaper reaper;
  private final Progress progress;
  private final AtomicInteger ordinals = new AtomicInteger();
  private final Map<String, KindCluster> sites = new LinkedHashMap<>();
  private final KindCluster hub;

  private KindControlPlanes(Docker docker, KindReaper reaper, Layout layout, Progress progress) {
    this.docker = docker;
    this.reaper = reaper;
    this.progress = progress;
    List<KindCluster> clusters = startAll(layout.clusters());
    this.hub = clusters.getFirst();
    clusters.stream().skip(1).forEach(site -> sites.put(site.name(), site));
  }

  static KindControlPlanes start(Docker docker, Layout layout, Progress progress) {
    KindReaper reaper = KindReaper.start(docker.kind());
    try {
      progress.step("creating " + layout.clusters().size() + " Kind clusters");
      return new KindControlPlanes(docker, reaper, layout, progress);
    } catch (RuntimeException e) {
      reaper.reap();
      throw e;
    }
  }

  @Override
  public Cluster hub() {
    return hub;
  }

  @Override
  public synchronized List<Cluster> sites() {
    return List.copyOf(sites.values());
  }

  @Override
  public synchronized Cluster site(String name) {
    KindCluster site = sites.get(name);
    if (site == null) {
      throw new IllegalArgumentException(
          "there is no site '" + name + "'; there are " + sites.keySet());
    }
    return site;
  }

  @Override
  public Cluster addSite(ClusterSpec spec) {
    KindCluster site = startOne(spec);
    synchronized (this) {
      sites.put(site.name(), site);
    }
    return site;
  }

  @Override
  public void removeSite(String name) {
    site(name);
    KindCluster removed;
    synchronized (this) {
      removed = sites.remove(name);
    }
    if (removed != null) {
      removed.end();
    }
  }

  @Override
  public void close() {
    sites().forEach(site -> site.adminClient().close());
    hub.adminClient().close();
    reaper.reap();
  }

  private List<KindCluster> startAll(List<ClusterSpec> specs) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<KindCluster>> starting =
          specs.stream().map(spec -> executor.submit(() -> startOne(spec))).toList();
      List<KindCluster> started = new ArrayList<>();
      for (Future<KindCluster> future : starting) {
        started.add(future.get());
      }
      return started;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a Kind cluster did not start: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kind clusters start", e);
    }
  }

  private KindCluster startOne(ClusterSpec spec) {
    KindCluster cluster = KindCluster.start(docker, reaper, spec, ordinals.getAndIncrement() % 60);
    progress.step(spec.name() + " is up");
    return cluster;
  }
}
