package dev.centralita.fleet.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Processes that end with us, and the directory they work in. A reaper process watches a pipe that
 * only this JVM holds open; however the JVM ends, kill -9 included, the pipe closes and the reaper
 * kills what is left and deletes the directory.
 *
 * <p>Each process writes its own pid file before it becomes the program, and the reaper begins by
 * moving the pid folder away. So a process either is seen by the reaper or fails to write its file
 * and ends by itself: there is no moment in which one can slip through.
 */
public final class ProcessGroup implements AutoCloseable {
  private static final String ENTER = "echo $$ > \"$0\" || exit 1; exec \"$@\"";

  private static final String REAP =
      """
      trap '' INT TERM HUP
      while read -r line; do :; done
      mv "$0/pids" "$0/reaped" || exit 0
      pids=$(cat "$0"/reaped/* 2>/dev/null)
      for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
      for try in 1 2 3 4 5 6 7 8 9 10; do
        alive=
        for pid in $pids; do kill -0 "$pid" 2>/dev/null && alive=$pid; done
        [ -z "$alive" ] && break
        sleep 0.2
      done
      rm -rf "$0"
      """;

  private final Path directory;
  private final Process reaper;
  private final Set<ManagedProcess> processes = ConcurrentHashMap.newKeySet();

  private ProcessGroup(Path directory, Process reaper) {
    this.directory = directory;
    this.reaper = reaper;
  }

  public static ProcessGroup open() {
    try {
      Path directory = Files.createTempDirectory("centralita-");
      Files.createDirectories(directory.resolve("pids"));
      Process reaper =
          new ProcessBuilder(reaperCommand(directory))
              .directory(new File("/"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new ProcessGroup(directory, reaper);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot begin a process group", e);
    }
  }

  /** In a session of its own where that is possible, so that a signal to our group spares it. */
  private static List<String> reaperCommand(Path directory) {
    List<String> command = new ArrayList<>();
    for (String folder : List.of("/usr/bin", "/bin")) {
      if (command.isEmpty() && Files.isExecutable(Path.of(folder, "setsid"))) {
        command.add(folder + "/setsid");
      }
    }
    command.addAll(List.of("/bin/sh", "-c", REAP, directory.toString()));
    return command;
  }

  public Path directory() {
    return directory;
  }

  /** Starts a process; its output goes to {@code <name>.log} in the directory. */
  public ManagedProcess start(String name, List<String> command, Map<String, String> environment) {
    Path log = directory.resolve(name + ".log");
    Path pidFile = directory.resolve("pids").resolve(name);
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", ENTER, pidFile.toString()));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment);
    try {
      ManagedProcess process = new ManagedProcess(name, builder.start(), log, pidFile);
      processes.add(process);
      process.onEnd(() -> processes.remove(process));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name + ": " + command.getFirst(), e);
    }
  }

  /** Kills every process and deletes the directory; returns when all of it is gone. */
  @Override
  public void close() {
    List.copyOf(processes).forEach(ManagedProcess::kill);
    try {
      reaper.getOutputStream().close();
      if (!reaper.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the reaper has not deleted " + directory + " in 20 s");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
