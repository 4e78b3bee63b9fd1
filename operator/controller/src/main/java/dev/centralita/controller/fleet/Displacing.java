package dev.centralita.controller.fleet;

import dev.centralita.placement.Fleet;
import dev.centralita.placement.Preemption;
import dev.centralita.placement.Preemption.Victim;
import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who leaves a site for whom, until that is over. The victim's promise is changed, its pods count
 * until they are gone, and meanwhile the place is kept for the one who waits, who is only promised
 * it when it is free. Only the fleet's thread's.
 */
final class Displacing {
  /** One that could not be helped is not searched for again at once. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final Consumer<String> wake;

  /** By who waits: whom for. */
  private final Map<String, List<Victim>> awaited = new TreeMap<>();

  /** By victim: sites that it is to keep off, with the reason for people; and what it is told. */
  private final Map<String, Map<String, String>> barred = new HashMap<>();

  private final Map<String, Cause> causes = new HashMap<>();

  /** By victim that has not asked since: what it was promised before and what it is now. */
  private final Map<String, Change> changes = new HashMap<>();

  private final Map<String, Instant> notBefore = new HashMap<>();

  private record Change(Held before, Held after) {}

  /**
   * @param wake is told the names of workloads whose promise has changed
   */
  Displacing(Ledger ledger, Consumer<String> wake) {
    this.ledger = ledger;
    this.wake = wake;
  }

  /** The request without the sites that it has just been asked to leave. */
  Request barred(Request request) {
    var sites = barred.get(request.workloadUid());
    if (sites == null) {
      return request;
    }
    var excluded = new HashMap<>(request.excludedSites());
    excluded.putAll(sites);
    return request.edit().excludedSites(excluded).done();
  }

  boolean mayAsk(Request request, Instant now) {
    var uid = request.workloadUid();
    return request.preempts()
        && !awaited.containsKey(uid)
        && !now.isBefore(notBefore.getOrDefault(uid, Instant.MIN));
  }

  /** Victims leave, and their places are kept. */
  void begin(Preemption chosen, List<Request> asked, Fleet fleet, Instant now) {
    for (var seat : chosen.seats()) {
      var uid = seat.request().workloadUid();
      var sites = seat.assignments().stream().map(a -> a.site()).collect(Collectors.toSet());
      awaited.put(uid, chosen.victims().stream().filter(v -> sites.contains(v.site())).toList());
      ledger.seat(new Held(0, seat.request(), seat.assignments()));
    }
    for (var victim : chosen.victims()) {
      leave(victim, cause(victim, chosen), fleet, now);
    }
    notBefore.values().removeIf(now::isAfter);
    asked.forEach(r -> notBefore.put(r.workloadUid(), now.plus(PAUSE)));
  }

  private static Cause cause(Victim victim, Preemption chosen) {
    var by =
        chosen.seats().stream()
            .filter(s -> s.assignments().stream().anyMatch(a -> a.site().equals(victim.site())))
            .map(s -> "%s (priority %d)".formatted(s.request().name(), s.request().priority()))
            .collect(Collectors.joining(", "));
    return new Cause("Preempted", "Had to leave %s for %s".formatted(victim.site(), by));
  }

  /** What is at one site goes: elsewhere, where there is room. */
  void leave(Victim victim, Cause cause, Fleet fleet, Instant now) {
    var uid = victim.workloadUid();
    var held = ledger.held(uid);
    if (held == null) {
      return;
    }
    barred.computeIfAbsent(uid, u -> new TreeMap<>()).put(victim.site(), cause.message());
    causes.put(uid, cause);
    var request = barred(held.request());
    var left = held.assignments().stream().filter(a -> !a.site().equals(victim.site())).toList();
    var after = new Held(held.epoch(), request, left);
    ledger.hold(after);
    if (fleet.decide(request, now.getEpochSecond()) instanceof Verdict.Placed placed) {
      after = new Held(held.epoch(), request, placed.assignments());
      ledger.hold(after);
    }
    var first = changes.get(uid);
    changes.put(uid, new Change(first == null ? held : first.before, after));
    wake.accept(victim.name());
  }

  /** A workload was decided anew: it has its place, or those it waited for have gone in vain. */
  void decided(Request request, boolean whole, Fleet fleet) {
    changes.remove(request.workloadUid());
    var victims = awaited.get(request.workloadUid());
    if (victims != null && (whole || victims.stream().noneMatch(v -> isThere(v, fleet)))) {
      end(request.workloadUid());
    }
  }

  /** Promises are as long as the decision stands; pods beyond them are on their way out. */
  private boolean isThere(Victim victim, Fleet fleet) {
    return fleet.running(victim.workloadUid(), victim.site()) > 0;
  }

  /** Who waited does so no more: as far as nobody has left yet, nobody has to. */
  void withdraw(String uid) {
    var victims = awaited.getOrDefault(uid, List.of());
    end(uid);
    victims.forEach(v -> spare(v.workloadUid()));
  }

  /** A workload that was to leave will not: it is not waited for. */
  void stays(String victim) {
    for (var waiting : List.copyOf(awaited.entrySet())) {
      if (waiting.getValue().stream().anyMatch(v -> v.workloadUid().equals(victim))) {
        withdraw(waiting.getKey());
      }
    }
  }

  /** Nobody is waited for any more, and who had left may come back if there is room. */
  void end(String uid) {
    ledger.unseat(uid);
    var victims = awaited.remove(uid);
    if (victims != null) {
      victims.forEach(v -> admit(v.workloadUid(), v.site()));
      victims.forEach(v -> wake.accept(v.name()));
    }
  }

  /** A site is open again to who had to leave it, unless others still wait for it to go. */
  void admit(String victim, String site) {
    boolean awaitedStill =
        awaited.values().stream()
            .flatMap(List::stream)
            .anyMatch(v -> v.workloadUid().equals(victim) && v.site().equals(site));
    var sites = barred.get(victim);
    if (sites != null && !awaitedStill) {
      sites.remove(site);
      if (sites.isEmpty()) {
        barred.remove(victim);
      }
    }
  }

  /** Who has not heard yet that it was to leave never has to know. */
  private void spare(String victim) {
    var change = changes.remove(victim);
    if (change != null && !barred.containsKey(victim) && ledger.held(victim) == change.after) {
      ledger.hold(change.before);
      causes.remove(victim);
    }
  }

  /** A decision is recorded: who has all its places again is no longer a victim. */
  void recorded(String uid) {
    var held = ledger.held(uid);
    if (held != null
        && held.assignments().stream().mapToInt(a -> a.replicas()).sum()
            >= held.request().replicas()) {
      causes.remove(uid);
    }
  }

  /** The workload is promised nothing any more. */
  void forget(String uid) {
    withdraw(uid);
    barred.remove(uid);
    causes.remove(uid);
    changes.remove(uid);
    notBefore.remove(uid);
  }

  @Nullable Cause cause(String uid) {
    var victims = awaited.get(uid);
    if (victims == null || victims.isEmpty()) {
      return causes.get(uid);
    }
    return new Cause(
        "Preempting",
        victims.stream()
            .map(v -> "%s (priority %d) at %s".formatted(v.name(), v.priority(), v.site()))
            .collect(Collectors.joining(", ", "Waits until these have left: ", "")));
  }
}
