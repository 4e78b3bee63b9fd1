package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkloadSpec.Mode;
import dev.centralita.api.SovereignWorkloadStatus.DecidedSite;
import dev.centralita.api.SovereignWorkloadStatus.Decision;
import dev.centralita.controller.connection.SiteConnections;
import dev.centralita.controller.connection.SiteUnavailable;
import dev.centralita.controller.fleet.Observations.AtSite;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.hub.HubFence;
import dev.centralita.delivery.ApplyOutcome;
import dev.centralita.delivery.Delivery;
import dev.centralita.delivery.GpuForm;
import dev.centralita.delivery.SiteReadback;
import dev.centralita.delivery.SiteWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sites have what was decided and nothing else. Safe to repeat; a site that is known to
 * have it already is not asked.
 */
final class Carrying {
  /** A site is asked again after this time although nothing was seen to change there. */
  private static final Duration TRUST = Duration.ofMinutes(5);

  private final SiteConnections connections;
  private final SiteBook book;
  private final HubFence fence;
  private final String hubId;
  private final WorkloadMetrics metrics;
  private final Map<Place, Verified> verified = new ConcurrentHashMap<>();

  private record Place(String workloadUid, String site) {}

  private record Verified(long epoch, String uid, long generation, Delivery.Hints hints, long at) {}

  Carrying(
      SiteConnections connections,
      SiteBook book,
      HubFence fence,
      String hubId,
      WorkloadMetrics metrics) {
    this.connections = connections;
    this.book = book;
    this.fence = fence;
    this.hubId = hubId;
    this.metrics = metrics;
  }

  /**
   * One pass over the sites of a workload.
   *
   * @param forbidden sites where the law lets nothing of it run, not even for lack of an
   *     alternative
   */
  record Task(
      Inputs inputs, Decision decision, Map<String, AtSite> atSites, Set<String> forbidden) {}

  /**
   * What a site did not let happen.
   *
   * @param passing time will cure it
   */
  record Trouble(String site, boolean passing, String reason, String message) {
    private static final String SILENT = "SiteUnavailable";

    static Trouble silent(String site) {
      return new Trouble(site, true, SILENT, "Waiting for site " + site + " to answer");
    }

    /** The site does not answer, and will be heard of when it does. */
    boolean silent() {
      return reason.equals(SILENT);
    }
  }

  /**
   * What became of a pass.
   *
   * @param remaining sites not in the decision that still have, or may have, something
   */
  record Carried(List<Trouble> troubles, Set<String> remaining) {}

  Carried carry(Task task) {
    var troubles = new ArrayList<Trouble>();
    var leaving = leaving(task);
    var remaining = new TreeSet<>(leaving);
    boolean oldFirst = task.inputs.workload().getSpec().mode() == Mode.Batch;
    if (oldFirst) {
      leaving.forEach(site -> prune(task.inputs.uid(), site, remaining, troubles));
    }
    if (!oldFirst || remaining.isEmpty()) {
      for (var site : task.decision.sites()) {
        apply(task, site, troubles);
      }
    }
    if (!oldFirst) {
      boolean replaced = troubles.isEmpty() && settled(task);
      for (var site : leaving) {
        if (replaced || task.forbidden.contains(site) || task.decision.sites().isEmpty()) {
          prune(task.inputs.uid(), site, remaining, troubles);
        }
      }
    }
    return new Carried(List.copyOf(troubles), Set.copyOf(remaining));
  }

  /** Only takes away, for a workload of which nothing can be delivered now or any more. */
  Carried withdraw(String uid, Set<String> sites) {
    var troubles = new ArrayList<Trouble>();
    var remaining = new TreeSet<>(sites);
    remaining.removeIf(site -> book.entry(site).isEmpty());
    for (var site : List.copyOf(remaining)) {
      prune(uid, site, remaining, troubles);
    }
    return new Carried(List.copyOf(troubles), Set.copyOf(remaining));
  }

  /** The namespace that stood for one of the hub which is gone; what is left is harmless. */
  void withdrawNamespace(String namespace, Set<String> sites) {
    for (var site : sites) {
      call(site, writer -> writer.pruneNamespace(namespace), new ArrayList<>());
    }
  }

  /** Sites that had it and were not chosen again: seen there, or once reported to be there. */
  private Set<String> leaving(Task task) {
    var leaving = new TreeSet<>(task.atSites.keySet());
    var status = task.inputs.workload().getStatus();
    if (status != null && status.placements() != null) {
      status.placements().forEach(p -> leaving.add(p.site()));
    }
    task.decision.sites().forEach(site -> leaving.remove(site.site()));
    // A site struck from the register has nothing of ours that we could still reach.
    leaving.removeIf(site -> book.entry(site).isEmpty());
    return leaving;
  }

  private static boolean settled(Task task) {
    return task.decision.sites().stream()
        .allMatch(decided -> {
          var at = task.atSites.get(decided.site());
          return at != null && at.readback().ready() >= decided.replicas();
        });
  }

  private void apply(Task task, DecidedSite decided, List<Trouble> troubles) {
    var entry = book.entry(decided.site()).orElse(null);
    if (entry == null) {
      return;
    }
    var need = Needs.of(task.inputs.workload().getSpec());
    var hints = SiteTerms.hints(decided.site(), need, book);
    if (known(task, decided, hints)) {
      return;
    }
    var selector = entry.reading().register().nodeSelector();
    var site =
        selector == null
            ? Delivery.Site.remote(decided.site())
            : Delivery.Site.local(decided.site(), selector);
    var delivery =
        new Delivery(
            hubId,
            task.inputs.namespace().getMetadata().getUid(),
            task.inputs.workload(),
            site,
            decided.replicas(),
            task.decision.epoch(),
            SiteTerms.nodes(decided, need, book),
            hints);
    var outcome = call(decided.site(), writer -> writer.apply(delivery), troubles);
    switch (outcome) {
      case null -> {}
      case ApplyOutcome.Applied(var writes, var live) -> {
        metrics.wrote(decided.site(), writes);
        verify(task, delivery, live);
      }
      case ApplyOutcome.Unchanged(var live) -> verify(task, delivery, live);
      case ApplyOutcome.Refused(var cause, var message) ->
          troubles.add(new Trouble(decided.site(), cause.passing(), cause.name(), message));
    }
  }

  private boolean known(Task task, DecidedSite decided, Delivery.Hints hints) {
    var last = verified.get(new Place(task.inputs.uid(), decided.site()));
    var at = task.atSites.get(decided.site());
    var object = at == null ? null : at.object();
    return last != null
        && object != null
        && last.epoch == task.decision.epoch()
        && last.uid.equals(object.getMetadata().getUid())
        // Lower is only a watch that has not caught up with our own write.
        && generation(object) <= last.generation
        && object.getMetadata().getDeletionTimestamp() == null
        && at != null
        && asked(decided, last.hints, hints, at.readback())
        && System.nanoTime() - last.at < TRUST.toNanos();
  }

  private static boolean asked(
      DecidedSite decided, Delivery.Hints last, Delivery.Hints now, SiteReadback readback) {
    // A site that wants to be asked another way is not troubled for what runs.
    return (last.equals(now) || readback.ready() >= decided.replicas())
        // What its pods claim by may have been taken away.
        && (!(last.form() instanceof GpuForm.Claim) || readback.unschedulable().isEmpty());
  }

  private void verify(Task task, Delivery delivery, HasMetadata live) {
    verified.put(
        new Place(task.inputs.uid(), delivery.site().name()),
        new Verified(
            task.decision.epoch(),
            live.getMetadata().getUid(),
            generation(live),
            delivery.hints(),
            System.nanoTime()));
  }

  private static long generation(HasMetadata object) {
    var generation = object.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }

  /** Takes the site out of {@code remaining} once nothing of the workload is left there. */
  private void prune(String uid, String site, Set<String> remaining, List<Trouble> troubles) {
    verified.remove(new Place(uid, site));
    var outcome = call(site, writer -> writer.prune(uid, site), troubles);
    if (outcome == null) {
      return;
    }
    if (outcome.deleted() > 0) {
      metrics.wrote(site, outcome.deleted());
    }
    if (outcome.gone()) {
      remaining.remove(site);
    }
  }

  private <T> @Nullable T call(String site, Function<SiteWriter, T> work, List<Trouble> troubles) {
    if (!fence.open()) {
      troubles.add(
          new Trouble(
              site,
              true,
              "NotLeading",
              "The hub has not confirmed lately that this operator leads"));
      return null;
    }
    try {
      return connections.call(site, client -> work.apply(new SiteWriter(client, hubId)));
    } catch (SiteUnavailable e) {
      troubles.add(Trouble.silent(site));
    } catch (KubernetesClientException e) {
      troubles.add(
          new Trouble(
              site,
              true,
              "SiteError",
              "Site %s answered %d. Maybe compare its role with manifests/site"
                  .formatted(site, e.getCode())));
    }
    return null;
  }
}
