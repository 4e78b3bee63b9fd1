package dev.centralita.fleet.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of a {@link ProcessGroup}. */
public final class ManagedProcess {
  private static final int TAIL_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;

  ManagedProcess(String name, Process process, Path log, Path pidFile) {
    this.name = name;
    this.process = process;
    this.log = log;
    // A pid may be given to someone else's process later, so the reaper must forget it.
    onEnd(() -> delete(pidFile));
  }

  void onEnd(Runnable action) {
    var _ = process.onExit().thenRun(action);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Combined standard output and error. */
  public Path log() {
    return log;
  }

  /** SIGKILL, and waits for the end. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(20));
  }

  /** SIGTERM; SIGKILL for what has not ended in good order within the grace. */
  public void stop(Duration grace) {
    process.destroy();
    if (!awaitEnd(grace)) {
      kill();
    }
  }

  /** SIGSTOP: the process keeps its connections and does nothing. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  /**
   * @throws IllegalStateException with the end of the log if the process has ended
   */
  void requireAlive() {
    if (!isAlive()) {
      throw new IllegalStateException(
          name + " ended with exit code " + process.exitValue() + "; its last lines:\n" + tail());
    }
  }

  String tail() {
    try {
      List<String> lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }

  private void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("cannot send SIG" + signal + " to " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
