package dev.centralita.fleet.process;

import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Hub and sites as processes below one etcd. */
final class ProcessControlPlanes implements ControlPlanes {
  /** Starting API servers need CPU and little else; more at once only delay each other. */
  private static final int STARTS_AT_ONCE = 3 * Runtime.getRuntime().availableProcessors();

  private final Semaphore starts = new Semaphore(STARTS_AT_ONCE);
  private final Ground ground;
  private final Progress progress;
  private final AtomicInteger homes = new AtomicInteger();
  private final Map<String, ProcessCluster> sites = new LinkedHashMap<>();
  private final ProcessCluster hub;

  private ProcessControlPlanes(Ground ground, Layout layout, Progress progress) {
    this.ground = ground;
    this.progress = progress;
    List<ProcessCluster> clusters = startAll(layout.clusters());
    this.hub = clusters.getFirst();
    clusters.stream().skip(1).forEach(site -> sites.put(site.name(), site));
  }

  static ProcessControlPlanes start(Layout layout, Progress progress) {
    Tools tools = Tools.find();
    ProcessGroup group = ProcessGroup.open();
    Thread.ofPlatform().daemon().start(AdminClient::warmUp);
    try {
      Ports ports = new Ports();
      progress.step("etcd in " + group.directory());
      Etcd etcd = Etcd.start(group, tools, ports);
      var planes =
          new ProcessControlPlanes(new Ground(group, tools, ports, etcd), layout, progress);
      progress.step("hub and " + layout.sites().size() + " sites are up");
      return planes;
    } catch (RuntimeException e) {
      group.close();
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
    ProcessCluster site = sites.get(name);
    if (site == null) {
      throw new IllegalArgumentException(
          "there is no site '" + name + "'; there are " + sites.keySet());
    }
    return site;
  }

  @Override
  public Cluster addSite(ClusterSpec spec) {
    synchronized (this) {
      if (spec.name().equals(hub.name()) || sites.containsKey(spec.name())) {
        throw new IllegalArgumentException("a cluster named '" + spec.name() + "' runs already");
      }
    }
    ProcessCluster site = startOne(spec);
    synchronized (this) {
      sites.put(site.name(), site);
    }
    return site;
  }

  @Override
  public void removeSite(String name) {
    site(name);
    ProcessCluster removed;
    synchronized (this) {
      removed = sites.remove(name);
    }
    if (removed != null) {
      removed.end();
    }
  }

  @Override
  public void close() {
    List<Cluster> all = new ArrayList<>(sites());
    all.add(hub);
    all.forEach(cluster -> cluster.adminClient().close());
    ground.group().close();
  }

  private List<ProcessCluster> startAll(List<ClusterSpec> specs) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ProcessCluster>> starting =
          specs.stream().map(spec -> executor.submit(() -> startOne(spec))).toList();
      List<ProcessCluster> started = new ArrayList<>();
      for (Future<ProcessCluster> future : starting) {
        started.add(future.get());
      }
      return started;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a cluster did not start: " + rootCause(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while clusters start", e);
    }
  }

  private static String rootCause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private ProcessCluster startOne(ClusterSpec spec) {
    // A site that is removed and added again is a new cluster, so its home and prefix are new too.
    Path home = ground.group().directory().resolve(spec.name() + "." + homes.incrementAndGet());
    starts.acquireUninterruptibly();
    try {
      ProcessCluster cluster = ProcessCluster.start(ground, spec, home);
      progress.step(spec.name() + " is up");
      return cluster;
    } finally {
      starts.release();
    }
  }
}
