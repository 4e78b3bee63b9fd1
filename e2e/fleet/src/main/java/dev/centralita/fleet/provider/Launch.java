package dev.centralita.fleet.provider;

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
import java.util.concurrent.Semaphore;

/** Hub and sites of one launch, whoever makes them: started side by side, and kept book of. */
public final class Launch<C extends Cluster> implements ControlPlanes {
  private final ClusterMaker<C> maker;
  private final Progress progress;
  private final Semaphore starts;
  private final Map<String, C> sites = new LinkedHashMap<>();
  private final C hub;

  private Launch(ClusterMaker<C> maker, int startsAtOnce, Layout layout, Progress progress) {
    this.maker = maker;
    this.progress = progress;
    this.starts = new Semaphore(startsAtOnce);
    List<C> clusters = startAll(layout.clusters());
    this.hub = clusters.getFirst();
    clusters.stream().skip(1).forEach(site -> sites.put(site.name(), site));
  }

  /**
   * Starts a layout; if a cluster of it does not start, none is left.
   *
   * @param startsAtOnce how many clusters start side by side; more would only delay each other
   */
  public static <C extends Cluster> ControlPlanes of(
      ClusterMaker<C> maker, int startsAtOnce, Layout layout, Progress progress) {
    try {
      var launch = new Launch<>(maker, startsAtOnce, layout, progress);
      progress.step("hub and " + layout.sites().size() + " sites are up");
      return launch;
    } catch (RuntimeException e) {
      maker.close();
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
  public Cluster site(String name) {
    return known(name);
  }

  @Override
  public Cluster addSite(ClusterSpec spec) {
    synchronized (this) {
      if (spec.name().equals(hub.name()) || sites.containsKey(spec.name())) {
        throw new IllegalArgumentException("a cluster named '" + spec.name() + "' runs already");
      }
    }
    C site = startOne(spec);
    synchronized (this) {
      sites.put(site.name(), site);
    }
    return site;
  }

  @Override
  public void removeSite(String name) {
    C removed;
    synchronized (this) {
      removed = known(name);
      sites.remove(name);
    }
    maker.end(removed);
  }

  @Override
  public void close() {
    List<Cluster> all = new ArrayList<>(sites());
    all.add(hub);
    all.forEach(cluster -> cluster.adminClient().close());
    maker.close();
  }

  private synchronized C known(String name) {
    C site = sites.get(name);
    if (site == null) {
      throw new IllegalArgumentException(
          "there is no site '" + name + "'; there are " + sites.keySet());
    }
    return site;
  }

  private List<C> startAll(List<ClusterSpec> specs) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<C>> starting =
          specs.stream().map(spec -> executor.submit(() -> startOne(spec))).toList();
      List<C> started = new ArrayList<>();
      for (Future<C> future : starting) {
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

  private C startOne(ClusterSpec spec) {
    starts.acquireUninterruptibly();
    try {
      C cluster = maker.start(spec);
      progress.step(spec.name() + " is up");
      return cluster;
    } finally {
      starts.release();
    }
  }

  private static String rootCause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
