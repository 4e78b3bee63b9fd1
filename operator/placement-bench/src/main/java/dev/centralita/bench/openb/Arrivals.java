package dev.centralita.bench.openb;

import java.util.SplittableRandom;

/** The order in which pods arrive: the list, resampled up to a load, shuffled. */
public final class Arrivals {
  private Arrivals() {}

  /**
   * Shape indexes in order of arrival. Pods drawn from the list with replacement are added until
   * the next would take the requested GPUs above {@code load} × capacity (or pods are dropped at
   * random down to it); then all are shuffled.
   */
  public static int[] of(OpenbLists lists, double load, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long target = (long) (load * lists.gpuMilli());
    int[] pods = new int[lists.pods().size() * 4 + 1000];
    int count = 0;
    long asked = 0;
    for (int shape : lists.pods()) {
      pods[count++] = shape;
      asked += lists.shapes().get(shape).totalMilli();
    }
    while (asked > target) {
      int drop = random.nextInt(count);
      asked -= lists.shapes().get(pods[drop]).totalMilli();
      pods[drop] = pods[--count];
    }
    while (count < pods.length) {
      int shape = lists.pods().get(random.nextInt(lists.pods().size()));
      asked += lists.shapes().get(shape).totalMilli();
      if (asked > target) {
        break;
      }
      pods[count++] = shape;
    }
    int[] result = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      result[i] = result[j];
      result[j] = pods[i];
    }
    return result;
  }
}
