package dev.centralita.fleet;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Where a long start reports what it is doing. */
@FunctionalInterface
public interface Progress {
  void step(String message);

  /** Lines with the seconds since this call. */
  @SuppressWarnings("SystemOut") // the progress of a command and of a test run belongs there
  static Progress toStandardError() {
    PrintStream out = System.err;
    long begin = System.nanoTime();
    return message -> {
      double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
      out.printf(Locale.ROOT, "[fleet %5.1f s] %s%n", seconds, message);
    };
  }

  static Progress silent() {
    return message -> {};
  }
}
