package dev.centralita.fleet.kind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Deletes the clusters of one launch when this JVM ends, however it ends: a shell reads a pipe that
 * only we hold open, and cleans up when it closes.
 */
final class KindReaper {
  private static final String REAP =
      """
      trap '' INT TERM HUP
      names=
      while read -r name; do names="$names $name"; done
      for name in $names; do "$0" delete cluster --name "$name" --kubeconfig "$1/kubeconfig" >/dev/null 2>&1; done
      rm -rf "$1"
      """;

  private final Path directory;
  private final Process shell;

  private KindReaper(Path directory, Process shell) {
    this.directory = directory;
    this.shell = shell;
  }

  static KindReaper start(Docker docker) {
    try {
      Path directory = Files.createTempDirectory("centralita-kind-");
      Process shell =
          new ProcessBuilder("sh", "-c", REAP, docker.kind().toString(), directory.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new KindReaper(directory, shell);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  /** Told before the cluster is created, so that a half-made one is deleted too. */
  synchronized void adopt(String cluster) {
    try {
      shell.getOutputStream().write((cluster + "\n").getBytes(StandardCharsets.UTF_8));
      shell.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the reaper of Kind clusters is gone", e);
    }
  }

  /** Deletes everything and returns when it is done. */
  void reap() {
    try {
      shell.getOutputStream().close();
      shell.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
