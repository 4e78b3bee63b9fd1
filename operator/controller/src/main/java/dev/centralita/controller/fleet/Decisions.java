package dev.centralita.controller.fleet;

import dev.centralita.placement.Fleet;
import dev.centralita.placement.Gang;
import dev.centralita.placement.Preemption.Victim;
import dev.centralita.placement.Request;
import dev.centralita.placement.Seating;
import dev.centralita.placement.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides and promises: single workloads, gangs, and who has to leave for whom. Only the fleet's
 * thread's.
 */
final class Decisions {
  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

  private final Fleet fleet;
  private final Ledger ledger;
  private final Gangs gangs;
  private final Displacing displacing;
  private final Consumer<String> wake;

  Decisions(Fleet fleet, Ledger ledger, Gangs gangs, Displacing displacing, Consumer<String> wake) {
    this.fleet = fleet;
    this.ledger = ledger;
    this.gangs = gangs;
    this.displacing = displacing;
    this.wake = wake;
  }

  static boolean isWhole(Verdict verdict) {
    return verdict instanceof Verdict.Placed placed && placed.missing() == 0;
  }

  /** Places to keep while these are decided in this order. */
  Seating seating(List<Request> asked, Instant now) {
    return fleet.seating(asked.stream().map(displacing::barred).toList(), now.getEpochSecond());
  }

  Verdict decide(Request asked, long epoch, Instant now) {
    var request = displacing.barred(asked);
    gangs.join(request).forEach(other -> wake.accept(other.name()));
    Verdict verdict =
        isAdmitted(request, now.getEpochSecond())
            ? fleet.decide(request, now.getEpochSecond())
            : new Verdict.Refused(List.of(), Map.of());
    ledger.promise(request, epoch, verdict);
    displacing.decided(request, isWhole(verdict), fleet);
    return verdict;
  }

  /** A member of a gang that has not begun is decided with the others, or not at all. */
  private boolean isAdmitted(Request request, long now) {
    if (hasBegun(request)) {
      gangs.complete(request.workloadUid());
      return true;
    }
    int needed = gangs.needed(request, ledger::isPlaced);
    var waiting = gangs.waiting(request, ledger::isPlaced);
    var seats = fleet.together(waiting, now);
    if (seats.size() < needed) {
      gangs.incomplete(request, waiting, seats, needed);
      return false;
    }
    for (var seat : seats) {
      var member = seat.request();
      gangs.complete(member.workloadUid());
      ledger.hold(new Held(0, member, seat.assignments()));
      if (!member.workloadUid().equals(request.workloadUid())) {
        wake.accept(member.name());
      }
    }
    return true;
  }

  private boolean hasBegun(Request request) {
    return request.gang().equals(Gang.NONE)
        || ledger.isPlaced(request.workloadUid())
        || gangs.needed(request, ledger::isPlaced) <= 0;
  }

  /**
   * Who is to leave, chosen once for all that have just been found to lack a place.
   *
   * @return how many replicas are
   */
  int makeRoom(List<Request> lacking, Instant now) {
    var parties = new LinkedHashMap<String, List<Request>>();
    for (var request : lacking) {
      if (displacing.mayAsk(request, now)) {
        boolean alone = hasBegun(request);
        parties.put(
            alone ? request.workloadUid() : request.gang().name(),
            alone ? List.of(displacing.barred(request)) : gangs.party(request, ledger::isPlaced));
      }
    }
    parties.values().removeIf(List::isEmpty);
    if (parties.isEmpty()) {
      return 0;
    }
    try {
      var chosen =
          fleet.preempt(List.copyOf(parties.values()), ledger.busy(), now.getEpochSecond());
      displacing.begin(chosen, lacking, fleet, now);
      return chosen.victims().stream().mapToInt(Victim::replicas).sum();
    } catch (RuntimeException e) {
      LOG.error("Nobody could be asked to leave for {}", parties.keySet(), e);
      return 0;
    }
  }
}
