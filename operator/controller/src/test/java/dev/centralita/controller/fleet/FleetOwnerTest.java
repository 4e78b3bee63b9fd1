package dev.centralita.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.Assignment;
import dev.centralita.placement.Need;
import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetOwnerTest {
  private final FleetOwner owner =
      new FleetOwner(Clock.systemUTC(), (count, nanos) -> {}, name -> {});

  @BeforeEach
  void oneSiteWithEightGpus() {
    var madrid = new L4Site("madrid", "ES", 40_416_800, -3_703_800, 8);
    owner.tell(fleet -> madrid.enter(fleet, "n1"));
  }

  @AfterEach
  void close() {
    owner.close();
  }

  private static Request request(String uid, int replicas) {
    return Request.of(uid, "team/" + uid, replicas, Need.gpus(1));
  }

  private static Request request(String uid, int replicas, int weight, int priority) {
    return request(uid, replicas).edit().weight(weight).priority(priority).done();
  }

  private static int replicas(Verdict verdict) {
    return verdict instanceof Verdict.Placed placed
        ? placed.assignments().stream().mapToInt(Assignment::replicas).sum()
        : 0;
  }

  @Test
  void whatIsPromisedAtTheDecisionIsNotPromisedAgain() throws Exception {
    var answers = new ArrayList<CompletableFuture<Verdict>>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 50; i++) {
        var request = request("w" + i, 1);
        answers.add(CompletableFuture.supplyAsync(() -> owner.decide(request, 1).join(), threads));
      }
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get();
    }
    assertThat(answers.stream().mapToInt(a -> replicas(a.join())).sum()).isEqualTo(8);
    assertThat(owner.query(fleet -> fleet.use("madrid").products().getFirst().free()).get())
        .isZero();
  }

  @Test
  void aDecisionThatWasNotRecordedGivesBackWhatItTook() throws Exception {
    assertThat(replicas(owner.decide(request("a", 8), 1).get())).isEqualTo(8);
    owner.rollback("a");
    assertThat(replicas(owner.decide(request("b", 8), 1).get())).isEqualTo(8);
  }

  @Test
  void whatWasRecordedBeforeHoldsAgainAfterALostWrite() throws Exception {
    owner.decide(request("a", 3), 1).get();
    owner.confirm("a");
    assertThat(replicas(owner.decide(request("a", 7), 2).get())).isEqualTo(7);
    owner.rollback("a");
    assertThat(replicas(owner.decide(request("b", 8), 1).get())).isEqualTo(5);
  }

  @Test
  void whatADecisionGivesUpIsNobodysUntilItIsRecorded() throws Exception {
    owner.decide(request("a", 8), 1).get();
    owner.confirm("a");
    assertThat(replicas(owner.decide(request("a", 3), 2).get())).isEqualTo(3);
    assertThat(replicas(owner.decide(request("b", 8), 1).get())).isZero();
    owner.rollback("a");
    assertThat(used()).isEqualTo(8);

    assertThat(replicas(owner.decide(request("a", 3), 2).get())).isEqualTo(3);
    owner.confirm("a");
    assertThat(replicas(owner.decide(request("b", 8), 2).get())).isEqualTo(5);
    assertThat(used()).isEqualTo(8);
  }

  @Test
  void theLargerOfTwoTemplatesIsHeldUntilOneIsRecorded() throws Exception {
    owner.decide(request("a", 2).edit().need(Need.gpus(3)).done(), 1).get();
    owner.confirm("a");
    owner.decide(request("a", 2), 2).get();
    assertThat(used()).isEqualTo(6);
    owner.confirm("a");
    assertThat(used()).isEqualTo(2);
  }

  private int used() throws Exception {
    return owner.query(fleet -> fleet.use("madrid").products().getFirst().used()).get();
  }

  @Test
  void theHigherPriorityOfThoseThatWaitTogetherGoesFirst() throws Exception {
    var gate = Busy.hold(owner);
    var low = owner.decide(request("low", 8), 1);
    var high = owner.decide(request("high", 8, 1, 10), 1);
    gate.complete(null);
    assertThat(replicas(high.get())).isEqualTo(8);
    assertThat(replicas(low.get())).isZero();
  }

  @Test
  void aRestoredPromiseIsKeptBeforeAnythingIsDecided() throws Exception {
    owner.restore(
        request("a", 6),
        4,
        List.of(new Assignment("madrid", 6, List.of("n1", "n1", "n1", "n1", "n1", "n1"), 0, 0)));
    assertThat(replicas(owner.decide(request("b", 8), 1).get())).isEqualTo(2);
  }

  @Test
  void aChangeThatFailsDoesNotEndTheThread() throws Exception {
    owner.tell(fleet -> {
      throw new IllegalStateException("bad facts");
    });
    assertThat(replicas(owner.decide(request("a", 1), 1).get())).isEqualTo(1);
  }

  @Test
  void theHeavierOfEqualPriorityGetsTheLastGpu() throws Exception {
    owner.decide(request("a", 7), 1).get();
    var gate = Busy.hold(owner);
    var light = owner.decide(request("light", 1, 1, 5), 1);
    var heavy = owner.decide(request("heavy", 1, 3, 5), 1);
    gate.complete(null);
    assertThat(replicas(heavy.get())).isEqualTo(1);
    assertThat(replicas(light.get())).isZero();
  }

  @Test
  void aDecisionThatFailsFailsAlone() throws Exception {
    owner.restore(request("stale", 1), 9, List.of());
    var gate = Busy.hold(owner);
    var before = owner.decide(request("before", 1), 1);
    // An epoch before the promised one is refused by the Fleet with an exception.
    var stale = owner.decide(request("stale", 1), 1);
    var after = owner.decide(request("after", 1), 1);
    gate.complete(null);
    assertThat(replicas(before.get())).isEqualTo(1);
    assertThat(replicas(after.get())).isEqualTo(1);
    assertThat(stale).isCompletedExceptionally();
    assertThat(used()).isEqualTo(2);
  }

  @Test
  void anErrorHaltsTheProcess() throws Exception {
    var halted = new CompletableFuture<Void>();
    var doomed =
        new FleetOwner(
            Clock.systemUTC(), (count, nanos) -> {}, name -> {}, () -> halted.complete(null));
    doomed.tell(fleet -> {
      throw new StackOverflowError("as deep as it gets");
    });
    halted.get(10, TimeUnit.SECONDS);
  }
}
