package dev.centralita.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Users at 0° east, sites on the equator: {@code near} with GPUs of this year, {@code old} with
 * GPUs two years older and a little farther away.
 */
class OlderGpusTest {
  /** About 1.4 ms of round trip on the equator. */
  private static final int LITTLE_E6 = 500_000;

  private static final int DAY = 20_000;
  private static final int TWO_YEARS = 730;

  private final Fleet fleet = new Fleet();

  @Test
  void ageOutweighsAsMuchDistanceAsItIsWorth() {
    site("near", 0, new Commissioned("L4", "", 24, 89, DAY));
    site("old", LITTLE_E6, new Commissioned("L4", "", 24, 89, DAY - TWO_YEARS));
    assertThat(chosen(0)).isEqualTo("near");
    assertThat(chosen(1)).as("24 µs").isEqualTo("near");
    assertThat(chosen(1000)).as("24 ms, of which 5 count").isEqualTo("old");
  }

  @Test
  void itNeverOutweighsMoreThanItsTolerance() {
    site("near", 0, new Commissioned("L4", "", 24, 89, DAY));
    site("old", 20 * LITTLE_E6, new Commissioned("L4", "", 24, 89, DAY - 20 * TWO_YEARS));
    assertThat(chosen(1000)).isEqualTo("near");
  }

  @Test
  void whatTheNeedDoesNotAcceptHasNoAge() {
    site("near", 0, new Commissioned("L4", "", 24, 89, DAY));
    site(
        "old",
        LITTLE_E6,
        new Commissioned("T4", "turing", 16, 75, DAY - TWO_YEARS),
        new Commissioned("L4", "", 24, 89, DAY));
    assertThat(chosen(1000)).isEqualTo("near");
  }

  @Test
  void anAgeThatIsNotKnownIsWorthNothing() {
    site("near", 0);
    site("old", LITTLE_E6);
    assertThat(chosen(1000)).isEqualTo("near");
    site("old", LITTLE_E6, new Commissioned("L4", "", 24, 89, DAY));
    assertThat(chosen(1000)).as("the only known age is no advantage").isEqualTo("near");
  }

  @Test
  void aDayThatIsDeclaredLaterCountsFromThenOn() {
    site("near", 0, new Commissioned("L4", "", 24, 89, DAY));
    site("old", LITTLE_E6);
    assertThat(chosen(1000)).isEqualTo("near");
    site("old", LITTLE_E6, new Commissioned("L4", "", 24, 89, DAY - TWO_YEARS));
    assertThat(chosen(1000)).isEqualTo("old");
  }

  @Test
  void withoutUsersTheOldestIsTakenWhateverElseBreaksTies() {
    site("a", 0, new Commissioned("L4", "", 24, 89, DAY));
    site("b", 0, new Commissioned("L4", "", 24, 89, DAY - TWO_YEARS));
    // One GPU is left at a: taking it would leave nothing in pieces.
    fleet.upsertPod("a", new PodFacts("p", "a-1", null, 0, 7, List.of(), 0, 0, false));
    assertThat(chosen(0, List.of())).isEqualTo("a");
    assertThat(chosen(1000, List.of())).isEqualTo("b");
  }

  private String chosen(int olderGpus) {
    return chosen(olderGpus, List.of(new Population("users", 0, 0, 1)));
  }

  private String chosen(int olderGpus, List<Population> populations) {
    var request =
        Request.of("uid", "team/batch", 1, Need.gpus(1).edit().products(Set.of("L4")).done())
            .edit()
            .populations(populations)
            .allOrNothing(true)
            .singleSite(true)
            .olderGpus(olderGpus)
            .done();
    var verdict = fleet.decide(request, 1_800_000_000L);
    assertThat(verdict).isInstanceOf(Verdict.Placed.class);
    return ((Verdict.Placed) verdict).assignments().getFirst().site();
  }

  private void site(String id, int longitudeE6, Commissioned... commissioned) {
    fleet.upsertSite(
        new SiteFacts(
            id,
            true,
            null,
            true,
            List.of(),
            "ES",
            Set.of("ES"),
            List.of(),
            "Telefónica",
            0,
            longitudeE6,
            1000,
            Power.UNLIMITED,
            List.of(),
            List.of(commissioned)));
    fleet.upsertNode(
        id,
        new NodeFacts(
            id + "-1",
            true,
            List.of(),
            new Gpu("L4", "", 24, 8, 9, 72, 8, false, List.of()),
            64_000,
            1L << 38,
            110));
  }
}
