package dev.centralita.controller.steering;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.MigSteering;
import dev.centralita.controller.Shared;
import dev.centralita.controller.connection.SiteConnections;
import dev.centralita.controller.connection.SiteUnavailable;
import dev.centralita.controller.hub.HubFence;
import dev.centralita.controller.status.Announcer.Weight;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.Snapshot;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries out what {@link Geometry} decides, by the label that a site's MIG manager follows. */
public final class Steerer {
  private static final String CONFIG = "nvidia.com/mig.config";
  private static final int SECONDS = 10;
  private static final int SETTLE_SECONDS = 600;
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

  private final Shared shared;
  private final SiteConnections connections;
  private final HubFence fence;
  private final Instant begun;

  /** When each site was last changed by this process. */
  private final Map<String, Instant> changed = new ConcurrentHashMap<>();

  public Steerer(Shared shared, SiteConnections connections, HubFence fence) {
    this.shared = shared;
    this.connections = connections;
    this.fence = fence;
    this.begun = shared.clock().instant();
  }

  /** Looks at a site whose owner allows it; returns false at any other. */
  public boolean look(EdgeSite site) {
    var allowed = site.getSpec().migSteering();
    var name = site.getMetadata().getName();
    if (allowed == null) {
      return false;
    }
    if (!fence.open() || !shared.book().writable(name)) {
      return true;
    }
    var step = Geometry.decide(input(name, allowed));
    if (step instanceof Geometry.Change change) {
      carryOut(site, change);
    }
    return true;
  }

  private Geometry.Input input(String name, MigSteering allowed) {
    var now = shared.clock().instant();
    return new Geometry.Input(
        name,
        snapshot(),
        shared.book().migNodes(name, allowed.configs()),
        busy(name, allowed, now),
        now.getEpochSecond());
  }

  private String busy(String name, MigSteering allowed, Instant now) {
    if (shared.book().changingGeometry(name)) {
      return "a node of the site is being changed";
    }
    var settle =
        Duration.ofSeconds(Objects.requireNonNullElse(allowed.settleSeconds(), SETTLE_SECONDS));
    // What a run before this one did is not known: it may have been a moment ago.
    var last = changed.getOrDefault(name, begun);
    return now.isBefore(last.plus(settle)) ? "the last change was less than settleSeconds ago" : "";
  }

  private Snapshot snapshot() {
    try {
      return shared.owner().query(Fleet::snapshot).get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the solver was asked", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the solver did not answer", e);
    }
  }

  private void carryOut(EdgeSite site, Geometry.Change change) {
    var name = site.getMetadata().getName();
    var outcome = write(name, change);
    if (outcome.moved) {
      return;
    }
    changed.put(name, shared.clock().instant());
    var what =
        "node %s from %s to %s, so that %d more replicas of %s can be placed"
            .formatted(
                change.node(),
                change.from(),
                change.to(),
                change.gained(),
                String.join(", ", change.workloads()));
    if (outcome.trouble == null) {
      shared.announcer().announce(site, Weight.Normal, "Steer", "GeometryChanged", what);
    } else {
      shared
          .announcer()
          .announce(
              site, Weight.Warning, "Steer", "GeometryNotChanged", what + ": " + outcome.trouble);
    }
  }

  /**
   * What became of a change.
   *
   * @param moved the node is not what it was when this was decided: to be decided anew
   */
  private record Outcome(boolean moved, @Nullable String trouble) {
    static final Outcome DONE = new Outcome(false, null);
    static final Outcome MOVED = new Outcome(true, null);
  }

  private Outcome write(String site, Geometry.Change change) {
    try {
      return connections.call(site, client -> write(client, change));
    } catch (SiteUnavailable e) {
      return Outcome.MOVED;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT -> Outcome.MOVED;
        case HttpURLConnection.HTTP_FORBIDDEN ->
            new Outcome(
                false,
                "the site does not let the hub label its nodes. Maybe its owner applies"
                    + " manifests/site/mig-steering");
        default -> new Outcome(false, "the site answered " + e.getCode());
      };
    }
  }

  /** Looks once more, at the site itself: the manager ends every GPU pod of the node. */
  private static Outcome write(KubernetesClient client, Geometry.Change change) {
    var node = client.nodes().withName(change.node()).get();
    if (node == null || !change.from().equals(node.getMetadata().getLabels().get(CONFIG))) {
      return Outcome.MOVED;
    }
    var pods =
        client.pods().inAnyNamespace().withField("spec.nodeName", change.node()).list().getItems();
    if (pods.stream().anyMatch(Steerer::holdsGpus)) {
      return Outcome.MOVED;
    }
    // With the version that was read: a node that has changed in between is left alone.
    client
        .nodes()
        .withName(change.node())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"resourceVersion\":\"%s\",\"labels\":{\"%s\":\"%s\"}}}"
                .formatted(node.getMetadata().getResourceVersion(), CONFIG, change.to()));
    return Outcome.DONE;
  }

  private static boolean holdsGpus(Pod pod) {
    var phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
    if (FINISHED.contains(Objects.requireNonNullElse(phase, ""))) {
      return false;
    }
    var claims = pod.getSpec().getResourceClaims();
    return (claims != null && !claims.isEmpty())
        || asksGpus(pod.getSpec().getContainers())
        || asksGpus(pod.getSpec().getInitContainers());
  }

  private static boolean asksGpus(@Nullable List<Container> containers) {
    return containers != null
        && containers.stream()
            .map(Container::getResources)
            .filter(Objects::nonNull)
            .flatMap(r -> Stream.of(r.getRequests(), r.getLimits()))
            .filter(Objects::nonNull)
            .anyMatch(amounts ->
                amounts.keySet().stream().anyMatch(key -> key.startsWith("nvidia.com/")));
  }
}
