package dev.centralita.controller.fleet;

import dev.centralita.placement.Fleet;
import dev.centralita.placement.Preemption.Victim;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Workloads leave a site that is above its envelope, one after the other. The next is only asked
 * when the last has gone and the site has been looked at again since. Only the fleet's thread's.
 */
final class Shedding {
  private final Ledger ledger;
  private final Displacing displacing;

  /** By site: who is leaving it. */
  private final Map<String, Victim> leaving = new HashMap<>();

  Shedding(Ledger ledger, Displacing displacing) {
    this.ledger = ledger;
    this.displacing = displacing;
  }

  /**
   * The site has just been found above its envelope.
   *
   * @return who has been asked to leave by this; empty when nobody was
   */
  Optional<Victim> above(String site, String why, Fleet fleet, Instant now) {
    var last = leaving.get(site);
    if (last != null) {
      if (fleet.running(last.workloadUid(), site) == 0) {
        leaving.remove(site);
      }
      return Optional.empty();
    }
    var next = fleet.mayLeave(site, ledger.busy()).stream().findFirst();
    next.ifPresent(victim -> {
      leaving.put(site, victim);
      displacing.leave(
          victim, new Cause("Shed", "Had to leave %s: %s".formatted(site, why)), fleet, now);
      displacing.admit(victim.workloadUid(), site);
    });
    return next;
  }
}
