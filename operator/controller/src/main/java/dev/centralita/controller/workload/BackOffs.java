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

  /** A pod of the shape could not be bound at the site. A site left out already stays so. */
  void leaveOut(String site, Need need, String reason, Instant now) {
    entries.compute(
        new Key(site, need),
        (key, old) -> {
          if (old != null && now.isBefore(old.until)) {
            return old;
          }
          // Quiet for as long again as it was left out: what was wrong is probably over.
          var length =
              FIRST.multipliedBy(1L << Math.min(old == null ? 0 : old.times, MOST_DOUBLINGS));
          int times = old == null || now.isAfter(old.until.plus(length)) ? 1 : old.times + 1;
          var pause = FIRST.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
          return new Entry(now.plus(pause), times, reason);
        });
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
