package dev.centralita.controller.workload;

import dev.centralita.placement.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sites where pods of a shape could not be bound: they are left out for a while, twice as long each
 * time. For the shape and not for the workload, because its sister would fare no better.
 */
final class BackOffs {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 5;

  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

  private record Key(String site, Need need) {}

  private record Entry(Instant until, int times, String reason) {}

  /**
   * A pod of the shape could not be bound at the site.
   *
   * @return false if the site was left out already, and stays so until then
   */
  synchronized boolean leaveOut(String site, Need need, String reason, Instant now) {
    var key = new Key(site, need);
    var old = entries.get(key);
    if (old != null && now.isBefore(old.until)) {
      return false;
    }
    // Quiet for as long again as it was left out: what was wrong is probably over.
    int times = old == null || now.isAfter(old.until.plus(pause(old.times))) ? 1 : old.times + 1;
    entries.put(key, new Entry(now.plus(pause(times)), times, reason));
    return true;
  }

  private static Duration pause(int times) {
    return FIRST.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
  }

  /** The sites left out for a shape now, with the reason. */
  Map<String, String> sites(Need need, Instant now) {
    var out = new TreeMap<String, String>();
    entries.forEach((key, entry) -> {
      if (key.need.equals(need) && now.isBefore(entry.until)) {
        out.put(key.site, entry.reason);
      }
    });
    return out;
  }

  /** When the next site comes back for a shape; null if none is left out. */
  @Nullable Instant next(Need need, Instant now) {
    return entries.entrySet().stream()
        .filter(e -> e.getKey().need.equals(need) && now.isBefore(e.getValue().until))
        .map(e -> e.getValue().until)
        .min(Instant::compareTo)
        .orElse(null);
  }
}
