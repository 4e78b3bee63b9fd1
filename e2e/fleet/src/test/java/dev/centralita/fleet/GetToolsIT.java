package dev.centralita.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code hack/get-tools} with an empty cache, and with shell scripts in place of the programs. */
class GetToolsIT {
  private static final List<String> KUBERNETES =
      List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl");

  @TempDir Path folder;
  private Path assets;
  private final Map<String, String> environment = new HashMap<>();

  private record Answer(int status, String out, String err) {}

  @BeforeEach
  void prepare() throws IOException {
    assets = Files.createDirectories(folder.resolve("assets"));
    // No Go: whatever is missing in the end must be said, not built for ten minutes.
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    environment.put("KUBERNETES_DOWNLOADS", "none");
    environment.put("ETCD_DOWNLOADS", "none");
  }

  @Test
  void takesProgramsOfTheRightVersionFromKubebuilderAssets() throws Exception {
    KUBERNETES.forEach(tool -> program(assets, tool, "Kubernetes v1.34.4"));
    program(assets, "etcd", "etcd Version: 3.6.8");
    program(assets, "kwok", "kwok version v0.8.0 go1.26");
    environment.put("KUBEBUILDER_ASSETS", assets.toString());

    Answer answer = getTools();

    assertThat(answer.status()).as(answer.err()).isZero();
    assertThat(Path.of(answer.out().trim()).resolve("kube-scheduler")).isExecutable();
    assertThat(getTools().err()).as("the second run has nothing to do").isEmpty();
  }

  @Test
  void refusesAnotherVersionAndSaysWhatToInstall() throws Exception {
    KUBERNETES.forEach(tool -> program(assets, tool, "Kubernetes v1.34.40"));
    program(assets, "etcd", "etcd Version: 3.6.8");
    program(assets, "kwok", "kwok version v0.8.0 go1.26");
    environment.put("KUBEBUILDER_ASSETS", assets.toString());

    Answer answer = getTools();

    assertThat(answer.status()).isNotZero();
    assertThat(answer.err())
        .contains("kube-apiserver is not version v1.34.4; it is not used")
        .contains("there is no Go to build them: " + String.join(" ", KUBERNETES))
        .contains("Maybe install Go");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // the servers are not published for others
  void downloadsWhatTheChecksumVouchesFor() throws Exception {
    Path site = Files.createDirectories(folder.resolve("www/v1.34.4/bin/linux/" + machine()));
    for (String tool : KUBERNETES) {
      Path program = program(site, tool, "Kubernetes v1.34.4");
      String sum = tool.equals("kubectl") ? "0".repeat(64) : sha256(program);
      Files.writeString(site.resolve(tool + ".sha256"), sum);
    }
    program(assets, "etcd", "etcd Version: 3.6.8");
    program(assets, "kwok", "kwok version v0.8.0 go1.26");
    environment.put("KUBEBUILDER_ASSETS", assets.toString());
    environment.put("KUBERNETES_DOWNLOADS", folder.resolve("www").toUri().toString());

    Answer answer = getTools();

    assertThat(answer.status()).isNotZero();
    assertThat(answer.err())
        .contains("sha256 of kubectl is ")
        .contains("there is no Go to build them: kubectl\n");
    Path cache = folder.resolve("cache/centralita/tools/v1.34.4");
    assertThat(cache.resolve("kube-apiserver")).isExecutable();
    assertThat(cache.resolve("kubectl")).doesNotExist();
    try (var left = Files.list(cache)) {
      assertThat(left.map(f -> f.getFileName().toString()))
          .as("no scratch folder stays")
          .noneMatch(name -> name.startsWith(".new"));
    }
  }

  private Answer getTools() throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(Path.of("../../hack/get-tools").toAbsolutePath().toString())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("CENTRALITA_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), out, Files.readString(err));
  }

  private static Path program(Path folder, String name, String answer) {
    try {
      Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\necho '" + answer + "'\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String machine() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  private static String sha256(Path file) throws IOException, GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
