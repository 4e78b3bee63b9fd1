package dev.centralita.placement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides several workloads one after the other on the live fleet, and undoes it. */
final class InTurn {
  private InTurn() {}

  /** {@link Fleet#HEAVIEST_FIRST}; verdicts in the order of the requests. */
  static List<Verdict> decide(Fleet fleet, List<Request> requests, long now) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < requests.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(requests::get, Fleet.HEAVIEST_FIRST));
    var verdicts = new ArrayList<@Nullable Verdict>(Collections.nCopies(order.size(), null));
    var before = fleet.promises.all();
    for (int i : order) {
      var request = requests.get(i);
      var verdict = fleet.decide(request, now);
      verdicts.set(i, verdict);
      var taken =
          verdict instanceof Verdict.Placed placed ? placed.assignments() : List.<Assignment>of();
      fleet.commit(request.workloadUid(), 0, request, taken);
    }
    requests.forEach(request -> fleet.promises.restore(request.workloadUid(), before));
    var out = new ArrayList<Verdict>();
    verdicts.forEach(v -> out.add(Objects.requireNonNull(v)));
    return out;
  }
}
