package dev.centralita.fleet.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NothingLeftBehindIT {
  @Test
  void afterClosing() throws IOException {
    ControlPlanes planes = ControlPlanes.start(Layout.apiOnly());
    Path directory = planes.hub().adminKubeconfigFile().resolve("../..").normalize();
    int port = planes.hub().adminClient().getMasterUrl().getPort();
    List<ProcessHandle> processes = processesOf(directory);

    planes.close();

    assertThat(processes).hasSize(2).noneMatch(ProcessHandle::isAlive);
    assertThat(Ports.isFree(port)).isTrue();
    assertThat(directory).doesNotExist();
  }

  @Test
  void afterKillingTheLauncher() throws Exception {
    Process launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LeftBehind.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = launcher.inputReader(StandardCharsets.UTF_8);
    Path directory = Path.of(out.readLine());
    int port = Integer.parseInt(out.readLine());
    List<ProcessHandle> processes = processesOf(directory);
    assertThat(processes).as("etcd, and API server and controllers of two clusters").hasSize(9);

    launcher.destroyForcibly().waitFor();

    for (ProcessHandle process : processes) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
    assertThat(Ports.isFree(port)).isTrue();
    for (int i = 0; i < 100 && Files.exists(directory); i++) {
      Thread.sleep(100);
    }
    assertThat(directory).doesNotExist();
  }

  private static List<ProcessHandle> processesOf(Path directory) throws IOException {
    List<ProcessHandle> processes = new ArrayList<>();
    try (var files = Files.list(directory.resolve("pids"))) {
      for (Path file : files.toList()) {
        processes.add(
            ProcessHandle.of(Long.parseLong(Files.readString(file).trim())).orElseThrow());
      }
    }
    return processes;
  }
}
