package dev.centralita.placement;

import dev.centralita.placement.BatchSites.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places kept for those who are decided together, while they are decided one after the other:
 * whoever comes first finds what is kept for the others taken. Made by {@link Fleet#seating}, for
 * the state that the fleet is in: between the two only promises may change.
 */
public final class Seating {
  /** Nothing is kept for anybody. */
  public static final Seating NONE = new Seating(0);

  private final long now;

  /** Of workloads that come one after the other, by the one that comes first. */
  private final Map<String, List<Planned>> runs = new HashMap<>();

  private final Set<String> seated = new HashSet<>();

  private record Planned(Request request, List<Spot> spots) {}

  Seating(long now) {
    this.now = now;
  }

  /** In whose name a place is kept, so that a workload's own promise is not touched. */
  private static String keeper(String workloadUid) {
    return workloadUid + "/kept";
  }

  void add(String firstUid, Request request, List<Spot> spots) {
    runs.computeIfAbsent(firstUid, u -> new ArrayList<>()).add(new Planned(request, spots));
  }

  /** Its turn has come: what was kept for it is free; of those after it, it is not. */
  public void turn(Fleet fleet, String workloadUid) {
    for (var planned : runs.getOrDefault(workloadUid, List.of())) {
      keep(fleet, planned);
    }
    if (seated.contains(workloadUid)) {
      fleet.release(keeper(workloadUid));
    }
  }

  /** Of what was planned only what the constraint table allows now: no room is kept twice. */
  private void keep(Fleet fleet, Planned planned) {
    var uid = planned.request.workloadUid();
    var request = planned.request.edit().workloadUid(keeper(uid)).done();
    var places = fleet.decision(request, now).at(planned.spots);
    if (places.isEmpty()) {
      seated.remove(uid);
    } else {
      fleet.commit(request.workloadUid(), 0, request, places);
      seated.add(uid);
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
