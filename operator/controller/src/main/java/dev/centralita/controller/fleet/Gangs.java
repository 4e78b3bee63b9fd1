package dev.centralita.controller.fleet;

import dev.centralita.placement.Fleet;
import dev.centralita.placement.Gang;
import dev.centralita.placement.Preemption.Seat;
import dev.centralita.placement.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs together, and has asked. A gang that is not complete holds nothing, so two of them
 * cannot wait for each other's halves. Only the fleet's thread's.
 */
final class Gangs {
  private final Map<String, TreeMap<String, Request>> members = new HashMap<>();

  /** Members that have run to their end count as placed. */
  private final Set<String> finished = new HashSet<>();

  private final Map<String, Cause> causes = new HashMap<>();

  /**
   * A member asks.
   *
   * @return the other members, if it is new among them
   */
  List<Request> join(Request request) {
    var uid = request.workloadUid();
    var gang = request.gang();
    members.forEach((name, all) -> {
      if (!name.equals(gang.name())) {
        all.remove(uid);
      }
    });
    members.values().removeIf(Map::isEmpty);
    if (gang.equals(Gang.NONE)) {
      causes.remove(uid);
      return List.of();
    }
    var all = members.computeIfAbsent(gang.name(), n -> new TreeMap<>());
    boolean known = all.put(uid, request) != null;
    return known
        ? List.of()
        : all.values().stream().filter(r -> !r.workloadUid().equals(uid)).toList();
  }

  /** A member that has run to its end. */
  void finish(Request request) {
    join(request);
    finished.add(request.workloadUid());
  }

  /** It asks no more. */
  void leave(String uid) {
    members.values().forEach(all -> all.remove(uid));
    members.values().removeIf(Map::isEmpty);
    finished.remove(uid);
    causes.remove(uid);
  }

  /** How many more members must get a place together; none once the gang has begun. */
  int needed(Request request, Predicate<String> placed) {
    var all = members.getOrDefault(request.gang().name(), new TreeMap<>());
    long have = all.keySet().stream().filter(uid -> isPlaced(uid, placed)).count();
    return (int) (request.gang().minMembers() - have);
  }

  /** Members without a place, this one among them. */
  List<Request> waiting(Request request, Predicate<String> placed) {
    return members.getOrDefault(request.gang().name(), new TreeMap<>()).values().stream()
        .filter(r -> !isPlaced(r.workloadUid(), placed))
        .toList();
  }

  private boolean isPlaced(String uid, Predicate<String> placed) {
    return finished.contains(uid) || placed.test(uid);
  }

  /** The fewest that must get a place together, the hardest first; empty when there are too few. */
  List<Request> party(Request request, Predicate<String> placed) {
    int needed = needed(request, placed);
    var waiting = new ArrayList<>(waiting(request, placed));
    waiting.sort(Fleet.HARDEST_FIRST);
    return waiting.size() < needed ? List.of() : List.copyOf(waiting.subList(0, needed));
  }

  /** It does not wait for the others any more. */
  void complete(String uid) {
    causes.remove(uid);
  }

  /** Says what is missing. */
  void incomplete(Request request, List<Request> waiting, List<Seat> seats, int needed) {
    var seated = seats.stream().map(s -> s.request().workloadUid()).collect(Collectors.toSet());
    var what =
        waiting.size() < needed
            ? "%d more must be created; waiting: %s"
                .formatted(needed - waiting.size(), names(waiting))
            : "no place together for %s"
                .formatted(
                    names(
                        waiting.stream().filter(r -> !seated.contains(r.workloadUid())).toList()));
    causes.put(
        request.workloadUid(),
        new Cause(
            "GangIncomplete",
            "Gang %s is placed when %d members can be together: %s"
                .formatted(request.gang().name(), request.gang().minMembers(), what)));
  }

  private static String names(List<Request> requests) {
    return requests.stream().map(Request::name).sorted().collect(Collectors.joining(", "));
  }

  @Nullable Cause cause(String uid) {
    return causes.get(uid);
  }
}
