package dev.centralita.placement.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearerTest {
  private static Priced priced(BatchProblem p, int... price) {
    int[] sizes = p.sizes();
    int[][] bySize = new int[sizes.length][];
    for (int k = 0; k < sizes.length; k++) {
      int gpus = sizes[k];
      bySize[k] = IntStream.of(price).map(perGpu -> perGpu * gpus).toArray();
    }
    return new Priced(p, sizes, p.kinds(sizes), new Alike(p), new SiteCosts(p), bySize);
  }

  /** Where items are after moving nearer, from the given sites. */
  private static Occupied moved(Priced priced, int... site) {
    var lists = new Shortlists(priced);
    lists.make();
    var now = new Occupied(priced.problem());
    for (int i = 0; i < site.length; i++) {
      now.put(i, site[i]);
    }
    new Nearer(priced, lists).move(now, Budget.steps(1), 1000);
    return now;
  }

  @Test
  void whatIsFreeIsPassedDownToTheSiteOfLeastPrice() {
    var b = BatchProblem.builder(3).node(0, 2).node(1, 2).node(2, 4);
    int west = b.origin(10, 40, 90);
    int middle = b.origin(40, 10, 30);
    int anywhere = b.policy(0, 1, 2);
    b.item(west, anywhere, 2, 1);
    b.item(middle, anywhere, 2, 1);
    b.item(west, b.policy(2), 2, 1);
    var now = moved(priced(b.build(), 15, 10, 0), 1, 2, 2);
    assertThat(now.site).containsExactly(0, 1, 2);
    assertThat(now.takes(0, 1)).isFalse();
    assertThat(now.takes(2, 2)).isTrue();
  }

  @Test
  void roomGoesToThoseThatGainMostPerGpu() {
    var b = BatchProblem.builder(2).node(0, 2).node(1, 8);
    int here = b.origin(10, 40);
    int both = b.policy(0, 1);
    b.item(here, both, 2, 3);
    b.item(here, both, 1, 1);
    b.item(here, both, 1, 2);
    b.item(here, both, 1, 4);
    assertThat(moved(priced(b.build(), 0, 0), 1, 1, 1, 1).site).containsExactly(1, 1, 0, 0);
  }

  @Test
  void whoIsLeftOutTakesWhatIsFree() {
    var b = BatchProblem.builder(2).node(0, 1).node(1, 1);
    int here = b.origin(10, 40);
    b.item(here, b.policy(1), 1, 1);
    b.item(here, b.policy(0, 1), 1, 1);
    assertThat(moved(priced(b.build(), 0, 0), 1).site).containsExactly(1, 0);
  }

  @Test
  void aListHasMoreThanTheCheapestSiteEvenIfTheOriginHasOneItemOnly() {
    var b = BatchProblem.builder(40);
    int[] all = IntStream.range(0, 40).toArray();
    b.item(b.origin(IntStream.of(all).map(s -> 10_000 * (s + 1)).toArray()), b.policy(all), 1, 7);
    var lists = new Shortlists(priced(b.build(), new int[40]));
    lists.make();
    assertThat(lists.end(0) - lists.from(0)).isBetween(12, Shortlists.WIDTH);
    assertThat(lists.site(lists.from(0))).isZero();
    assertThat(lists.cost(lists.from(0))).isEqualTo(70_000);
  }

  @Test
  void listsOfOneOriginStayWideAfterManyShortOnes() {
    var b = BatchProblem.builder(40);
    int[] all = IntStream.range(0, 40).toArray();
    int here = b.origin(IntStream.of(all).map(s -> 10_000 * (s + 1)).toArray());
    int two = b.policy(3, 30);
    for (int weight = 1; weight <= 1000; weight++) {
      b.item(here, two, 1, weight);
    }
    b.item(here, b.policy(all), 1, 1);
    var lists = new Shortlists(priced(b.build(), new int[40]));
    lists.make();
    for (int group = 0; group < 1000; group++) {
      assertThat(lists.end(group) - lists.from(group)).as("group %d", group).isEqualTo(2);
    }
    assertThat(lists.end(1000) - lists.from(1000)).isBetween(12, Shortlists.WIDTH);
  }
}
