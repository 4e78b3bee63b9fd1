package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MigRoomTest {
  private static final String H100 = "NVIDIA-H100-80GB-HBM3";

  /** Profiles of an 80 GB GPU and of an A30: length in memory slices, and where one may begin. */
  private static final Map<String, Map<String, int[]>> PLACES =
      Map.of(
          H100,
          Map.of(
              "1g.10gb", new int[] {1, 0, 1, 2, 3, 4, 5, 6},
              "1g.20gb", new int[] {2, 0, 2, 4, 6},
              "2g.20gb", new int[] {2, 0, 2, 4},
              "3g.40gb", new int[] {4, 0, 4},
              "4g.40gb", new int[] {4, 0},
              "7g.80gb", new int[] {8, 0}),
          "NVIDIA-A30",
          Map.of(
              "1g.6gb", new int[] {1, 0, 1, 2, 3},
              "2g.12gb", new int[] {2, 0, 2},
              "4g.24gb", new int[] {4, 0}));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1g.10gb 7                       | true",
        "1g.10gb 8                       | false",
        "3g.40gb 2                       | true",
        "4g.40gb 1, 3g.40gb 1            | true",
        "4g.40gb 2                       | false",
        "3g.40gb 2, 1g.10gb 1            | false",
        "4g.40gb 1, 2g.20gb 1, 1g.10gb 1 | true",
        "4g.40gb 1, 2g.20gb 2            | false",
        "2g.20gb 3, 1g.20gb 1            | true",
        "2g.20gb 3, 1g.10gb 2            | false",
        "1g.10gb 6, 1g.20gb 1            | true",
        "1g.10gb+me 1, 1g.10gb 6         | true",
        "1g.10gb+me 2                    | false",
        "7g.80gb 1, 1g.10gb+me 1         | false",
        "1g.5gb 1                        | false",
      })
  void anH100IsCutAsItsMakerAllows(String partitions, boolean legal) {
    assertThat(has(H100, 1, counts(partitions))).isEqualTo(legal);
  }

  static Stream<String> models() {
    return Products.known().stream().map(Product::name).filter(p -> MigConfigs.of(p).isPresent());
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatTheMigManagerMakesOfEveryModelIsLegalAndNotOneMore(String product) {
    var model = MigConfigs.of(product).orElseThrow();
    assertThat(MigRoom.has(model, 1, model.balanced())).isTrue();
    model
        .alike()
        .forEach((profile, most) -> {
          assertThat(MigRoom.has(model, 3, Map.of(profile, 3 * most))).as(profile).isTrue();
          assertThat(MigRoom.has(model, 3, Map.of(profile, 3 * most + 1))).as(profile).isFalse();
        });
  }

  @Test
  void isWhatTryingEveryPlaceSays() {
    var random = new Random(20261126L);
    int legal = 0;
    for (int i = 0; i < 3_000; i++) {
      var product = random.nextBoolean() ? H100 : "NVIDIA-A30";
      var places = new TreeMap<>(PLACES.get(product));
      int gpus = 1 + random.nextInt(2);
      var counts = new TreeMap<String, Integer>();
      for (int n = 1 + random.nextInt(5 * gpus); n > 0; n--) {
        counts.merge(
            List.copyOf(places.keySet()).get(random.nextInt(places.size())), 1, Integer::sum);
      }
      boolean tried = tried(places, counts, gpus);
      legal += tried ? 1 : 0;
      assertThat(has(product, gpus, counts))
          .as("%d × %s: %s", gpus, product, counts)
          .isEqualTo(tried);
    }
    assertThat(legal).isBetween(500, 2_500);
  }

  private static boolean tried(Map<String, int[]> places, Map<String, Integer> counts, int gpus) {
    var all = new ArrayList<String>();
    counts.forEach((profile, n) -> {
      for (int i = 0; i < n; i++) {
        all.add(profile);
      }
    });
    all.sort((a, b) -> places.get(b)[0] - places.get(a)[0]);
    return put(all, 0, 0, places, new int[gpus]);
  }

  /**
   * Tries every place.
   *
   * @param from of equal partitions the next lies after the last
   */
  private static boolean put(
      List<String> all, int next, int from, Map<String, int[]> places, int[] taken) {
    if (next == all.size()) {
      return true;
    }
    var profile = all.get(next);
    var place = places.get(profile);
    for (int at = from; at < taken.length * (place.length - 1); at++) {
      int gpu = at / (place.length - 1);
      int mask = ((1 << place[0]) - 1) << place[1 + at % (place.length - 1)];
      if ((taken[gpu] & mask) == 0) {
        taken[gpu] |= mask;
        boolean same = next + 1 < all.size() && all.get(next + 1).equals(profile);
        boolean rest = put(all, next + 1, same ? at + 1 : 0, places, taken);
        taken[gpu] &= ~mask;
        if (rest) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean has(String product, int gpus, Map<String, Integer> counts) {
    return MigRoom.has(MigConfigs.of(product).orElseThrow(), gpus, counts);
  }

  private static Map<String, Integer> counts(String text) {
    var counts = new TreeMap<String, Integer>();
    for (var part : text.split(", ", -1)) {
      var words = part.split(" ", -1);
      counts.put(words[0], Integer.parseInt(words[1]));
    }
    return counts;
  }
}
