package dev.centralita.controller.workload;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadSpec.Mode;
import dev.centralita.api.SovereignWorkloadStatus.DecidedSite;
import dev.centralita.controller.fleet.FleetOwner;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.hub.HubReads;
import dev.centralita.placement.Assignment;
import dev.centralita.placement.Reason;
import dev.centralita.placement.Request;
import dev.centralita.placement.SiteFacts;
import dev.centralita.placement.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the solver what is to become of a workload. What the answer promises is held until {@link
 * #confirm} or {@link #rollback}.
 */
final class Planner {
  private static final int SECONDS = 10;

  private final FleetOwner owner;
  private final SiteBook book;
  private final HubReads reads;

  Planner(FleetOwner owner, SiteBook book, HubReads reads) {
    this.owner = owner;
    this.book = book;
    this.reads = reads;
  }

  Plan plan(Gathered.Found found) {
    var inputs = found.inputs();
    var day = LocalDate.ofInstant(found.now(), ZoneOffset.UTC);
    var asking = latched(found);
    if (asking == null) {
      asking = Requests.of(inputs, day, found.leftOut(), found.slaOverdue());
    }
    return switch (asking) {
      case Asking.Ask(var request, var nowhere) -> ask(found, asking, request);
      case Asking.Blocked blocked -> keepLawful(found, blocked, Requests.lawOnly(inputs, day));
      case Asking.Suspended suspended -> {
        var step = Deciding.of(inputs, List.of(), Map.of(), found.now());
        yield new Plan(asking, null, step, present(found), facts(present(found)));
      }
      case Asking.Finished finished -> {
        var step = new Deciding.Keep(Deciding.recorded(inputs.workload()));
        var closing = new TreeSet<>(found.atSites().keySet());
        closing.removeIf(site -> !isDeleting(site));
        yield new Plan(asking, null, step, closing, facts(present(found)));
      }
    };
  }

  /**
   * Whether the chosen EdgeSites still say what the decision was taken on. The register is watched,
   * and a watch may lag: a narrowing that the hub has stored must not be overlooked.
   */
  boolean isCurrent(Plan plan) {
    var decision = plan.decision();
    return decision == null
        || decision.sites().stream().allMatch(site -> isCurrent(site.site(), site.siteUid()));
  }

  private boolean isCurrent(String site, String uid) {
    var stored = reads.site(site).map(EdgeSite::getMetadata).orElse(null);
    var known = book.entry(site).orElse(null);
    return stored != null
        && known != null
        && stored.getUid().equals(uid)
        && stored.getGeneration() <= known.generation();
  }

  /** The decision is recorded, or stands. */
  void confirm(Plan plan, SovereignWorkload workload) {
    var uid = workload.getMetadata().getUid();
    switch (plan.asking()) {
      case Asking.Ask ask -> owner.confirm(uid);
      case Asking.Blocked blocked -> {
        owner.withdraw(uid);
        if (plan.step() instanceof Deciding.Write(var decision)) {
          owner.restore(
              Objects.requireNonNull(plan.request()),
              decision.epoch(),
              assignments(decision.sites()));
        }
      }
      case Asking.Suspended suspended -> owner.release(uid);
      case Asking.Finished finished -> owner.finish(Requests.restored(workload));
    }
  }

  /** The decision could not be recorded. */
  void rollback(String uid) {
    owner.rollback(uid);
  }

  /** The workload is gone for good. */
  void release(String uid) {
    owner.release(uid);
  }

  /** What a run before this one has recorded is promised again. */
  void restore(SovereignWorkload workload) {
    var decision = Deciding.recorded(workload);
    var status = workload.getStatus();
    boolean run = status != null && (status.completedAt() != null || status.failure() != null);
    if (run) {
      owner.finish(Requests.restored(workload));
    } else if (decision != null) {
      owner.restore(Requests.restored(workload), decision.epoch(), assignments(decision.sites()));
    }
  }

  private Plan ask(Gathered.Found found, Asking asking, Request request) {
    var inputs = found.inputs();
    var verdict = await(owner.decide(request, Deciding.nextEpoch(inputs.workload())));
    var assignments =
        verdict instanceof Verdict.Placed placed ? placed.assignments() : List.<Assignment>of();
    var chosen = assignments.stream().map(Assignment::site).collect(Collectors.toSet());
    var step = Deciding.of(inputs, assignments, versions(chosen), found.now());
    var leaving = present(found);
    leaving.removeAll(chosen);
    var sites = new TreeSet<>(chosen);
    sites.addAll(leaving);
    var silent = new TreeSet<>(chosen);
    silent.removeIf(book::writable);
    return new Plan(
        asking,
        request,
        verdict,
        step,
        forbidden(request, leaving, found.now()),
        silent,
        facts(sites),
        await(owner.cause(inputs.uid())).orElse(null));
  }

  /** Nothing new can be decided, but the law may have changed for what runs. */
  private Plan keepLawful(Gathered.Found found, Asking.Blocked blocked, Request lawOnly) {
    var inputs = found.inputs();
    var recorded = Deciding.recorded(inputs.workload());
    var here = present(found);
    var forbidden = forbidden(lawOnly, here, found.now());
    Deciding.Step step = new Deciding.Keep(recorded);
    if (recorded != null && recorded.sites().stream().anyMatch(s -> forbidden.contains(s.site()))) {
      var left = recorded.sites().stream().filter(s -> !forbidden.contains(s.site())).toList();
      var names = left.stream().map(DecidedSite::site).collect(Collectors.toSet());
      step = Deciding.of(inputs, assignments(left), versions(names), found.now());
    }
    return new Plan(blocked, lawOnly, step, forbidden, facts(here));
  }

  /** A Batch that has run, well or not, does not run again. */
  static @Nullable Asking latched(Gathered.Found found) {
    var workload = found.inputs().workload();
    var status = workload.getStatus();
    if (workload.getSpec().mode() != Mode.Batch) {
      return null;
    }
    boolean complete = status != null && status.completedAt() != null;
    var failure = status == null || status.failure() == null ? null : status.failure().message();
    for (var at : found.atSites().values()) {
      complete |= at.readback().complete();
      failure = failure == null ? at.readback().failure() : failure;
    }
    if (complete) {
      return Asking.Finished.completed();
    }
    return failure == null ? null : Asking.Finished.failed(failure);
  }

  /** Sites that have something of it, were last reported to, or were chosen. */
  private static Set<String> present(Gathered.Found found) {
    var sites = new TreeSet<>(found.atSites().keySet());
    var status = found.inputs().workload().getStatus();
    if (status != null && status.placements() != null) {
      status.placements().forEach(p -> sites.add(p.site()));
    }
    if (status != null && status.decision() != null) {
      status.decision().sites().forEach(s -> sites.add(s.site()));
    }
    return sites;
  }

  private Set<String> forbidden(Request request, Set<String> sites, Instant now) {
    if (sites.isEmpty()) {
      return Set.of();
    }
    return await(owner.query(fleet -> fleet.forbidden(request, sites, now.getEpochSecond())));
  }

  private boolean isDeleting(String site) {
    return book.entry(site).map(e -> e.reading().closed() == Reason.Deleting).orElse(false);
  }

  private Map<String, Deciding.SiteVersion> versions(Set<String> sites) {
    var out = new HashMap<String, Deciding.SiteVersion>();
    for (var site : sites) {
      book.entry(site)
          .ifPresent(e -> out.put(site, new Deciding.SiteVersion(e.uid(), e.generation())));
    }
    return out;
  }

  private Map<String, SiteFacts> facts(Set<String> sites) {
    var out = new HashMap<String, SiteFacts>();
    for (var site : sites) {
      book.entry(site).ifPresent(e -> out.put(site, e.reading().declared()));
    }
    return out;
  }

  private static List<Assignment> assignments(List<DecidedSite> sites) {
    return sites.stream().map(Planner::assignment).toList();
  }

  /** Which replica was advised which node is not recorded; the nodes are given out in turn. */
  private static Assignment assignment(DecidedSite site) {
    var advised = Objects.requireNonNullElse(site.nodes(), List.<String>of());
    var nodes = new ArrayList<String>();
    for (int i = 0; i < site.replicas(); i++) {
      nodes.add(advised.isEmpty() ? "" : advised.get(i % advised.size()));
    }
    return new Assignment(site.site(), site.replicas(), nodes, 0, 0);
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the solver was asked", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the solver did not answer", e);
    }
  }
}
