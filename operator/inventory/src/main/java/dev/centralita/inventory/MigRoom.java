package dev.centralita.inventory;

import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether GPUs can be cut into partitions so, all together. A partition is so many memory slices
 * long and may begin at few of them, so what each profile allows by itself (four of one, three of
 * another) says little of them together.
 *
 * <p>GPUs in sevenths have eight memory slices, of which {@code nvidia-smi mig -lgipp} allows: 7g
 * all; 4g the lower half; 3g either half; 2g quarters 0, 1 and 2; a 1g with twice the memory any
 * quarter; 1g any slice but the last. Whatever may lie in a worse place is put there first, which
 * takes nothing from anybody, so the answer is exact. GPUs in fourths have four: 4g all, 2g either
 * half, 1g any. Only of partitions with engines for video ({@code +me}), of which a GPU has room
 * for one, no more is asked than that there are as many GPUs which are not one partition.
 */
final class MigRoom {
  private static final String MEDIA = "+me";

  private final Map<String, Integer> most;
  private final boolean sevenths;
  private final Map<String, Integer> asked;

  private MigRoom(Map<String, Integer> most, Map<String, Integer> asked) {
    this.most = most;
    this.sevenths = most.keySet().stream().anyMatch(profile -> compute(profile) == 7);
    this.asked = asked;
  }

  /**
   * Whether so many GPUs of a model can be cut so.
   *
   * @param partitions by profile
   */
  static boolean has(MigConfigs.Model model, int gpus, Map<String, Integer> partitions) {
    var room = new MigRoom(model.alike(), partitions);
    return model.alike().keySet().containsAll(partitions.keySet())
        && room.sum(profile -> profile.contains(MEDIA)) <= gpus - room.wholes()
        && (room.sevenths ? room.inSevenths(gpus) : room.inFourths(gpus));
  }

  /** Of those that take a whole GPU. */
  private int wholes() {
    return of(sevenths ? 7 : 4);
  }

  private boolean inSevenths(int gpus) {
    int left = gpus - wholes();
    int upperHalves = left;
    int lowerHalves = left - of(4);
    int above = Math.min(Math.max(upperHalves, 0), of(3));
    upperHalves -= above;
    lowerHalves -= of(3) - above;
    // The last quarter has one slice of compute less, so it takes no 2g and only one 1g.
    int lastQuarters = upperHalves;
    int quarters = 2 * lowerHalves + upperHalves - of(2);
    int wide = sum(this::isWide);
    int last = Math.min(Math.max(lastQuarters, 0), wide);
    lastQuarters -= last;
    int singles = of(1) - wide;
    int free = quarters - (wide - last);
    return left >= 0 && lowerHalves >= 0 && free >= 0 && singles <= 2 * free + lastQuarters;
  }

  private boolean inFourths(int gpus) {
    int halves = 2 * (gpus - wholes()) - of(2);
    return gpus >= wholes() && halves >= 0 && of(1) <= 2 * halves;
  }

  /** A 1g with twice the memory: four of them fill a GPU. */
  private boolean isWide(String profile) {
    return sevenths && compute(profile) == 1 && most.getOrDefault(profile, 0) == 4;
  }

  private int of(int slices) {
    return sum(profile -> compute(profile) == slices);
  }

  private int sum(Predicate<String> which) {
    return asked.entrySet().stream()
        .filter(e -> which.test(e.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** 3 of {@code 3g.40gb}; 0 of what is no profile. */
  private static int compute(String profile) {
    int end = profile.indexOf("g.");
    return end == 1 && Character.isDigit(profile.charAt(0)) ? profile.charAt(0) - '0' : 0;
  }
}
