package dev.centralita.placement;

import dev.centralita.placement.Preemption.Seat;
import dev.centralita.placement.Promises.Promise;
import java.util.ArrayList;
import java.util.List;

/** Tries to give several workloads their places at once, on the live fleet, and undoes it. */
final class Together {
  private Together() {}

  static List<Seat> run(Fleet fleet, List<Request> requests, long now) {
    var promises = fleet.promises;
    var before = promises.all();
    var left = new ArrayList<>(requests);
    left.sort(Fleet.HARDEST_FIRST);
    var seats = new ArrayList<Seat>();
    // Again from the start: one may have waited for the company of another.
    for (boolean more = true; more; ) {
      more =
          left.removeIf(request -> {
            var place = fleet.whole(request, now);
            if (place != null) {
              promises.commit(request.workloadUid(), new Promise(0, request, place));
              seats.add(new Seat(request, place));
            }
            return place != null;
          });
    }
    for (var seat : seats) {
      promises.restore(seat.request().workloadUid(), before);
    }
    return List.copyOf(seats);
  }
}
