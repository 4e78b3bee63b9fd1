package dev.centralita.fleet.kind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and returns what it printed. */
final class Shell {
  private Shell() {}

  /**
   * @throws IllegalStateException with the program's last words if it fails or takes longer
   */
  static String run(Duration limit, List<String> command) {
    return run(limit, command, "");
  }

  static String run(Duration limit, List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output =
          CompletableFuture.supplyAsync(
              () -> read(process), task -> Thread.ofVirtual().start(task));
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "`%s` took longer than %d s".formatted(String.join(" ", command), limit.toSeconds()));
      }
      String text = output.join();
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "`%s` failed (%d): %s"
                .formatted(String.join(" ", command), process.exitValue(), lastWords(text)));
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while `" + command.getFirst() + "` runs", e);
    }
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lastWords(String text) {
    return text.length() <= 2000 ? text : "…" + text.substring(text.length() - 2000);
  }
}
