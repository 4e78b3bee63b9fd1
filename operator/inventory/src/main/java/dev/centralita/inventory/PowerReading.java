package dev.centralita.inventory;

/** What a site's Prometheus says its GPUs draw; it may say anything. */
public sealed interface PowerReading {
  /** No honest answer is longer: a site of 5,000 GPUs takes half of it. */
  int MOST_BYTES = 1 << 20;

  /**
   * It has measured.
   *
   * @param watts of all GPUs together, rounded up, without cooling
   * @param gpus that were measured
   * @param odd rows that were not believed
   */
  record Measured(long watts, int gpus, int odd) implements PowerReading {}

  /** It has not. */
  record Unusable(String why) implements PowerReading {}

  /** Reads the answer to {@link PowerMeter#QUERY}; whatever it is, there is a reading. */
  static PowerReading of(byte[] answer) {
    return InstantVector.read(answer);
  }
}
