package dev.centralita.placement;

import dev.centralita.placement.Preemption.Seat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places kept for those who are decided together, while they are decided one after the other:
 * whoever comes first finds what is kept for the others taken. Made by {@link Fleet#seating}.
 */
public final class Seating {
  /** Nothing is kept for anybody. */
  public static final Seating NONE = new Seating();

  /** Of workloads that come one after the other, by the one that comes first. */
  private final Map<String, List<Seat>> runs = new HashMap<>();

  private final Set<String> seated = new HashSet<>();

  Seating() {}

  /** In whose name a place is kept, so that a workload's own promise is not touched. */
  static Request keeper(Request request) {
    return request.edit().workloadUid(keeper(request.workloadUid())).done();
  }

  private static String keeper(String workloadUid) {
    return workloadUid + "/kept";
  }

  void add(String firstUid, Request request, List<Assignment> places) {
    runs.computeIfAbsent(firstUid, u -> new ArrayList<>()).add(new Seat(keeper(request), places));
    seated.add(request.workloadUid());
  }

  /** Its turn has come: what was kept for it is free; of those after it, it is not. */
  public void turn(Fleet fleet, String workloadUid) {
    for (var seat : runs.getOrDefault(workloadUid, List.of())) {
      var request = seat.request();
      fleet.commit(request.workloadUid(), 0, request, seat.assignments());
    }
    if (seated.contains(workloadUid)) {
      fleet.release(keeper(workloadUid));
    }
  }

  /** Nothing is kept any more. */
  public void end(Fleet fleet) {
    seated.forEach(uid -> fleet.release(keeper(uid)));
  }

  /** For how many workloads a place is kept. */
  public int size() {
    return seated.size();
  }
}
