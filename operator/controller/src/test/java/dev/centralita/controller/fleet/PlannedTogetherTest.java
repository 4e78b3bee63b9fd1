package dev.centralita.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.dump.Problem;
import dev.centralita.controller.dump.ProblemCodec;
import dev.centralita.placement.Assignment;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.Need;
import dev.centralita.placement.Population;
import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A GPU at Madrid, at Toledo and at Lisbon, and two that would both rather be at Madrid. */
class PlannedTogetherTest {
  private static final int TOLEDO = 500_000;
  private final AtomicInteger planned = new AtomicInteger();
  private final FleetOwner owner =
      new FleetOwner(
          Clock.systemUTC(),
          new DecisionMetrics() {
            @Override
            public void decided(int decisions, long nanos) {}

            @Override
            public void planned(int decisions, long nanos) {
              planned.addAndGet(decisions);
            }
          },
          name -> {});

  @BeforeEach
  void threeSites() {
    owner.tell(new L4Site("madrid", "ES", 0, 0, 1)::enter);
    owner.tell(new L4Site("toledo", "ES", 0, TOLEDO, 1)::enter);
    owner.tell(new L4Site("lisbon", "PT", 0, 4_000_000, 1)::enter);
  }

  @AfterEach
  void close() {
    owner.close();
  }

  private static Request request(String uid, int lonE6) {
    return Request.of(uid, "team/" + uid, 1, Need.gpus(1))
        .edit()
        .populations(List.of(new Population("home", 0, lonE6, 1)))
        .done();
  }

  /** It loses little at Toledo. */
  private static final Request BETWEEN = request("between", TOLEDO / 2 - 20_000);

  private static final Request WEST = request("west", -2_000_000);

  private static String sites(Verdict verdict) {
    return verdict instanceof Verdict.Placed placed
        ? placed.assignments().stream().map(Assignment::site).collect(Collectors.joining(" "))
        : "refused";
  }

  /** Asked while the owner is busy, so that they wait together. */
  private List<Verdict> together(Request... requests) throws Exception {
    var gate = Busy.hold(owner);
    var answers = List.of(requests).stream().map(r -> owner.decide(r, 1)).toList();
    gate.complete(null);
    return answers.stream().map(CompletableFuture::join).toList();
  }

  @Test
  void whoLosesLittleLeavesItsPlaceToWhoWaitsWithIt() throws Exception {
    var verdicts = together(BETWEEN, WEST);
    assertThat(verdicts.stream().map(PlannedTogetherTest::sites))
        .containsExactly("toledo", "madrid");
    assertThat(planned).hasValue(2);
    var why = verdicts.getFirst().refusals().getFirst();
    assertThat(why.site() + ": " + why.reason() + ", " + why.offer())
        .isEqualTo("madrid: NodeFit, n: 0 GPU, 64000 m CPU, 262144 MiB, 109 pods free");
  }

  @Test
  void aPlanLeavesNothingBehindAndIsReplayed() throws Exception {
    var verdicts = together(BETWEEN, WEST);
    var snapshot = owner.query(Fleet::snapshot).get();
    assertThat(snapshot.promises().stream().map(p -> p.workloadUid()))
        .containsExactly("between", "west");
    var dumped = Problem.of(snapshot, "team/between", Instant.now().getEpochSecond()).orElseThrow();
    var replayed = ProblemCodec.read(ProblemCodec.write(dumped)).replay();
    assertThat(replayed).isEqualTo(verdicts.getFirst());
  }

  @Test
  void whatIsPlacedIsNotMovedByWhatIsPlanned() throws Exception {
    owner.decide(BETWEEN, 1).get();
    owner.confirm("between");
    var verdicts = together(BETWEEN, WEST, request("other", -1_000_000));
    assertThat(verdicts.stream().map(PlannedTogetherTest::sites))
        .containsExactly("madrid", "toledo", "lisbon");
  }

  @Test
  void aHigherPriorityGoesFirst() throws Exception {
    var high = BETWEEN.edit().priority(1).done();
    assertThat(together(WEST, high).stream().map(PlannedTogetherTest::sites))
        .containsExactly("toledo", "madrid");
    assertThat(planned).hasValue(0);
  }
}
