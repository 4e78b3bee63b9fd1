package dev.centralita.controller.hub;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether every site of the register is known to this process. One that was deleted meanwhile is
 * not waited for; nothing else ends the waiting, because an unknown site looks like one that was
 * struck from the register.
 */
public final class AwaitedSites implements BooleanSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(AwaitedSites.class);

  private final Set<String> missing;
  private final Predicate<String> known;
  private final Predicate<String> exists;
  private final Duration pause;
  private long askedAt = System.nanoTime();

  /**
   * @param register names of the sites at the start
   * @param known whether this process has entered a site
   * @param exists whether the hub still has it; asked only so often
   * @param pause between two such questions
   */
  public AwaitedSites(
      Set<String> register, Predicate<String> known, Predicate<String> exists, Duration pause) {
    this.missing = new TreeSet<>(register);
    this.known = known;
    this.exists = exists;
    this.pause = pause;
  }

  @Override
  public synchronized boolean getAsBoolean() {
    missing.removeIf(known);
    if (!missing.isEmpty() && System.nanoTime() - askedAt >= pause.toNanos()) {
      missing.removeIf(exists.negate());
      askedAt = System.nanoTime();
      if (!missing.isEmpty()) {
        LOG.warn("No decision is taken before these EdgeSites are known: {}", missing);
      }
    }
    return missing.isEmpty();
  }
}
