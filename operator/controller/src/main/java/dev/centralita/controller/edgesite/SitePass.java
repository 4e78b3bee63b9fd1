package dev.centralita.controller.edgesite;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.EdgeSiteStatus.Tombstone;
import dev.centralita.controller.Shared;
import dev.centralita.controller.connection.SiteConnections;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.status.Announcer.Weight;
import dev.centralita.controller.status.Conditions;
import dev.centralita.inventory.SiteReading;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gather, decide, connect, report: one pass over one site. */
final class SitePass {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration AT_ONCE = Duration.ofMillis(50);
  private static final String UNPROVEN = "the cluster has not been identified yet";

  private final Shared shared;
  private final SiteConnections connections;
  private final SiteMetrics metrics;
  private final Graves graves;

  /** Which certificates of each site counted at its last pass. */
  private final Map<String, Set<String>> valid = new ConcurrentHashMap<>();

  /** When this process first tried to reach each site. */
  private final Map<String, Instant> tried = new ConcurrentHashMap<>();

  SitePass(Shared shared, SiteConnections connections, SiteMetrics metrics, Graves graves) {
    this.shared = shared;
    this.connections = connections;
    this.metrics = metrics;
    this.graves = graves;
  }

  /** Returns when to look again at the latest. */
  Duration run(EdgeSite site, List<EdgeSite> others, Function<String, @Nullable Secret> secrets) {
    var gathered = gather(site, others, secrets);
    var admission = Admission.of(gathered);
    connect(gathered, admission);
    certificates(gathered);
    boolean shedding = shed(gathered);
    var tombstones = graves.clean(site);
    graves.reportUnknown(site);
    if (!report(gathered, admission, tombstones)) {
      return AT_ONCE;
    }
    return tombstones.isEmpty() && !shedding ? next(gathered) : SOON;
  }

  /**
   * Where the register lets it, whoever matters least leaves a site that is above its envelope.
   *
   * @return whether to look again soon
   */
  private boolean shed(SiteGathered gathered) {
    boolean measured = gathered.reading().meter() != null;
    // Taken even if nobody may leave: a measurement of before the owner's consent is not a reason.
    boolean above = measured ? shared.book().takeAbove(gathered.name()) : gathered.committedAbove();
    if (!above || !gathered.sheds()) {
      return false;
    }
    await(shared.owner().shed(gathered.name(), "it is above its power envelope"))
        .ifPresent(victim ->
            shared
                .announcer()
                .announce(
                    gathered.site(),
                    Weight.Warning,
                    "Shed",
                    "Shedding",
                    "%s (priority %d, %d replicas) has to leave: the site is above its power envelope"
                        .formatted(victim.name(), victim.priority(), victim.replicas())));
    return !measured;
  }

  /**
   * Returns whether the site may go: nothing of ours is there, or it has been dead for too long.
   */
  boolean empty(EdgeSite site, List<EdgeSite> others, Function<String, @Nullable Secret> secrets) {
    var gathered = gather(site, others, secrets);
    connect(gathered, Admission.of(gathered));
    var tombstones = graves.clean(site);
    boolean clear = gathered.workloads().isEmpty() && tombstones.isEmpty();
    if (!clear && !gathered.deadFor(shared.settings().deadSiteTimeout())) {
      report(gathered, Admission.of(gathered), tombstones);
      return false;
    }
    if (!clear) {
      leave(gathered, tombstones);
    }
    strike(gathered);
    return true;
  }

  /** Somebody has to know what a dead site will still have when it returns. */
  private void leave(SiteGathered gathered, List<Tombstone> tombstones) {
    var left = new TreeSet<>(gathered.workloads());
    tombstones.forEach(t -> left.add(t.namespace() + "/" + t.name()));
    shared
        .announcer()
        .announce(
            gathered.site(),
            Weight.Warning,
            "Delete",
            "LeftBehind",
            "The site has not answered for %s and is given up with what it may still have of %s. Maybe delete that at the site."
                .formatted(shared.settings().deadSiteTimeout(), String.join(", ", left)));
  }

  private void strike(SiteGathered gathered) {
    var name = gathered.name();
    shared.pokes().workloadsOf(name);
    connections.remove(name);
    shared.book().strike(name);
    shared.observations().forget(name);
    valid.remove(name);
    tried.remove(name);
    wakeOthers(gathered);
  }

  /** Which cluster a site is decides whether another may be it. */
  private void wakeOthers(SiteGathered gathered) {
    gathered.others().forEach(other -> shared.pokes().site(other.getMetadata().getName()));
  }

  private SiteGathered gather(
      EdgeSite site, List<EdgeSite> others, Function<String, @Nullable Secret> secrets) {
    var name = site.getMetadata().getName();
    var book = shared.book();
    boolean known = book.entry(name).isPresent();
    var now = shared.clock().instant();
    var reading = SiteReading.of(site);
    var findings = new ArrayList<>(reading.findings());
    findings.addAll(known ? book.findings(name) : List.of());
    return new SiteGathered(
        site,
        others,
        reading,
        Credentials.of(site, shared.settings().namespace(), secrets),
        connections.state(name).orElse(null),
        known ? await(shared.owner().query(fleet -> fleet.use(name))) : null,
        known ? book.nodes(name) : 0,
        findings,
        known && connections.state(name).map(SiteView::listed).orElse(false)
            ? book.stack(name)
            : null,
        book.draw(name),
        shared.index().at(name),
        shared.index().unfinishedAt(name),
        tried.computeIfAbsent(name, key -> now),
        now);
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the fleet was asked", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the fleet did not answer", e);
    }
  }

  private void connect(SiteGathered gathered, Admission admission) {
    var metadata = gathered.site().getMetadata();
    var quarantine =
        switch (admission) {
          case Admission.Admitted admitted -> null;
          case Admission.Unidentified unidentified -> UNPROVEN;
          case Admission.Refused(var reason, var message, var uid) -> message;
        };
    if (Conditions.find(status(gathered), SiteStatus.WITHIN_ENVELOPE)
        .filter(c -> "False".equals(c.getStatus()))
        .isPresent()) {
      shared.book().presumeOverdrawn(gathered.name());
    }
    // The book first: the fleet takes nodes and pods only of sites it knows.
    boolean news =
        shared
            .book()
            .enter(
                gathered.name(),
                new SiteBook.Entry(
                    metadata.getUid(), metadata.getGeneration(), gathered.reading(), quarantine));
    if (admission instanceof Admission.Refused) {
      connections.remove(gathered.name());
    } else {
      connections.ensure(gathered.name(), gathered.spec());
    }
    if (news) {
      shared.pokes().workloadsOf(gathered.name());
    }
  }

  private static @Nullable List<Condition> status(SiteGathered gathered) {
    var status = gathered.site().getStatus();
    return status == null ? null : status.conditions();
  }

  /** A certificate that has ended since the last pass may forbid what runs here. */
  private void certificates(SiteGathered gathered) {
    long now = gathered.now().getEpochSecond();
    var counting =
        gathered.reading().declared().certifications().stream()
            .filter(c -> c.validUntilEpochSecond() >= now)
            .map(Object::toString)
            .collect(Collectors.toSet());
    if (!counting.equals(valid.put(gathered.name(), counting))) {
      shared.pokes().workloadsOf(gathered.name());
    }
  }

  /** Returns false if somebody else has written meanwhile. */
  private boolean report(SiteGathered gathered, Admission admission, List<Tombstone> tombstones) {
    var site = gathered.site();
    var before = site.getStatus();
    var status = SiteStatus.of(gathered, admission, tombstones);
    metrics.reported(gathered.name(), status);
    if (status.equals(before)) {
      return true;
    }
    var changed = new EdgeSite();
    changed.setMetadata(site.getMetadata());
    changed.setSpec(site.getSpec());
    changed.setStatus(status);
    try {
      shared.client().resource(changed).updateStatus();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
    tell(site, before == null ? null : before.conditions(), status.conditions());
    if (!Objects.equals(gathered.pinned(), status.clusterUid())) {
      wakeOthers(gathered);
    }
    return true;
  }

  private void tell(
      EdgeSite site, @Nullable List<Condition> before, @Nullable List<Condition> now) {
    var ready = Conditions.find(now, "Ready").orElse(null);
    var was = Conditions.find(before, "Ready").orElse(null);
    if (ready != null && (was == null || !ready.getReason().equals(was.getReason()))) {
      shared
          .announcer()
          .announce(
              site,
              "True".equals(ready.getStatus()) ? Weight.Normal : Weight.Warning,
              "Connect",
              ready.getReason(),
              ready.getMessage());
    }
  }

  private Duration next(SiteGathered gathered) {
    var next = shared.settings().resync();
    long now = gathered.now().getEpochSecond();
    for (var c : gathered.reading().declared().certifications()) {
      if (c.validUntilEpochSecond() >= now) {
        var end = Duration.ofSeconds(c.validUntilEpochSecond() - now + 1);
        next = end.compareTo(next) < 0 ? end : next;
      }
    }
    return next;
  }
}
