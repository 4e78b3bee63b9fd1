package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadStatus;
import dev.centralita.api.SovereignWorkloadStatus.Decision;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.controller.hub.WorkloadIndex;
import dev.centralita.controller.workload.Carrying.Carried;
import dev.centralita.controller.workload.Carrying.Trouble;
import dev.centralita.placement.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decide, record, carry out, report: one pass over one workload. */
final class WorkloadPass {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(15);

  private final KubernetesClient client;
  private final Planner planner;
  private final Carrying carrying;
  private final WorkloadIndex index;
  private final Pokes pokes;
  private final Telling telling;
  private final Duration resync;

  WorkloadPass(
      KubernetesClient client,
      Planner planner,
      Carrying carrying,
      WorkloadIndex index,
      Pokes pokes,
      Telling telling,
      Duration resync) {
    this.client = client;
    this.planner = planner;
    this.carrying = carrying;
    this.index = index;
    this.pokes = pokes;
    this.telling = telling;
    this.resync = resync;
  }

  /** Returns when to look again at the latest. */
  Duration run(Gathered.Found found) {
    var plan = planner.plan(found);
    try {
      if (plan.step() instanceof Deciding.Write && !planner.isCurrent(plan)) {
        planner.rollback(found.inputs().uid());
        return SOON;
      }
      return run(found, plan);
    } catch (KubernetesClientException e) {
      // Gives nothing back once the decision is recorded.
      planner.rollback(found.inputs().uid());
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Duration.ZERO;
      }
      throw e;
    }
  }

  private Duration run(Gathered.Found found, Plan plan) {
    var before = found.inputs().workload().getStatus();
    var recorded = record(found, plan);
    planner.confirm(plan, found.inputs().workload());
    if (plan.step() instanceof Deciding.Write && matters(found, before)) {
      pokes.wanting();
    }
    enter(found, plan, reported(found));
    var carried = carry(found, plan);
    var status = report(recorded, WorkloadStatus.of(found, plan, carried));
    telling.tell(recorded, before, status, plan);
    telling.unbound(recorded, found.unbound());
    enter(found, plan, carried.remaining());
    return next(found, carried);
  }

  /**
   * Whether a new decision may open a site to others: what the one before held may be room, pods or
   * not, and who is selected by its labels may be waited for.
   */
  private static boolean matters(Gathered.Found found, @Nullable SovereignWorkloadStatus before) {
    var labels = found.inputs().workload().getMetadata().getLabels();
    return before != null && before.decision() != null || labels != null && !labels.isEmpty();
  }

  /** Nothing is delivered before the decision to do so is in the hub, on the inputs it was for. */
  private SovereignWorkload record(Gathered.Found found, Plan plan) {
    var workload = found.inputs().workload();
    if (!(plan.step() instanceof Deciding.Write)) {
      return workload;
    }
    var remaining = new TreeSet<>(found.atSites().keySet());
    remaining.addAll(reported(found));
    chosen(plan).forEach(remaining::remove);
    return report(workload, WorkloadStatus.of(found, plan, new Carried(List.of(), remaining)));
  }

  /** Sites where the stored status says that something of it is, or is still to be removed. */
  private static Set<String> reported(Gathered.Found found) {
    var status = found.inputs().workload().getStatus();
    return status == null || status.placements() == null
        ? Set.of()
        : status.placements().stream().map(p -> p.site()).collect(Collectors.toSet());
  }

  private Carried carry(Gathered.Found found, Plan plan) {
    var decision = plan.decision();
    var inForce = decision == null ? new Decision(0, "", "", "", 0, List.of()) : decision;
    return switch (plan.asking()) {
      // What has run stays for people to look at, unless the site itself is to go.
      case Asking.Finished finished -> carrying.withdraw(found.inputs().uid(), plan.forbidden());
      case Asking.Blocked blocked -> carrying.withdraw(found.inputs().uid(), plan.forbidden());
      default ->
          carrying.carry(
              new Carrying.Task(found.inputs(), inForce, found.atSites(), plan.forbidden()));
    };
  }

  private SovereignWorkload report(SovereignWorkload workload, SovereignWorkloadStatus status) {
    if (status.equals(workload.getStatus())) {
      return workload;
    }
    workload.setStatus(status);
    return client.resource(workload).updateStatus();
  }

  /**
   * @param remaining sites where old copies are still to be removed, seen there or not
   */
  private void enter(Gathered.Found found, Plan plan, Set<String> remaining) {
    var inputs = found.inputs();
    var sites = new TreeSet<>(found.atSites().keySet());
    sites.addAll(remaining);
    boolean finished = plan.asking() instanceof Asking.Finished;
    if (!finished) {
      // A decision that has been carried to its end holds no site; only what is still seen does.
      sites.addAll(chosen(plan));
    }
    var latency = inputs.workload().getSpec().latency();
    var sla = latency == null ? null : latency.slaRef();
    var decision = plan.decision();
    Integer replicas = inputs.workload().getSpec().replicas();
    boolean stranded = plan.verdict() instanceof Verdict.Placed placed && placed.stranded() > 0;
    boolean wanting =
        plan.asking() instanceof Asking.Ask
            && (stranded
                || (decision == null ? 0 : decision.replicas())
                    < (replicas == null ? 1 : replicas));
    var line =
        new WorkloadIndex.Line(
            inputs.uid(),
            sites,
            wanting,
            sla == null ? null : inputs.namespace().getMetadata().getName() + "/" + sla.name(),
            inputs.policies().stream()
                .map((HasMetadata p) -> p.getMetadata().getName())
                .collect(Collectors.toSet()),
            finished);
    var old = index.put(inputs.name(), line);
    if (!line.equals(old)) {
      wake(line);
      if (old != null) {
        wake(old);
      }
    }
  }

  /** Those who report how many workloads concern them. */
  private void wake(WorkloadIndex.Line line) {
    line.sites().forEach(pokes::site);
    line.policies().forEach(policy -> pokes.poke(Pokes.Kind.SovereigntyPolicy, policy));
    if (line.sla() != null) {
      pokes.poke(Pokes.Kind.LatencySLA, line.sla());
    }
  }

  private static Set<String> chosen(Plan plan) {
    var decision = plan.decision();
    return decision == null
        ? Set.of()
        : decision.sites().stream().map(s -> s.site()).collect(Collectors.toSet());
  }

  private Duration next(Gathered.Found found, Carried carried) {
    var next = resync;
    if (!carried.troubles().isEmpty() || !carried.remaining().isEmpty()) {
      // A site that is heard of again wakes its workloads: asking it often would help nobody.
      next = carried.troubles().stream().anyMatch(Trouble::silent) ? LATER : SOON;
    }
    var lookAgain = found.lookAgain();
    if (lookAgain != null) {
      var until = Duration.between(found.now(), lookAgain).plusMillis(100);
      next = until.compareTo(next) < 0 ? until : next;
    }
    return next.isNegative() ? Duration.ZERO : next;
  }
}
