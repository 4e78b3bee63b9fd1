package dev.centralita.fleet.kind;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The Docker engine and the {@code kind} program, as the Kind provider uses them. */
record Docker(Path kind, String nodeImage) {
  private static final Duration QUICK = Duration.ofSeconds(60);
  private static final Duration CREATE = Duration.ofMinutes(5);

  /** Network that kind puts its nodes on. */
  private static final String NETWORK = "kind";

  void createCluster(String cluster, Path config, Path kubeconfig) {
    Shell.run(
        CREATE,
        List.of(
            kind.toString(),
            "create",
            "cluster",
            "--name",
            cluster,
            "--image",
            nodeImage,
            "--config",
            config.toString(),
            "--kubeconfig",
            kubeconfig.toString(),
            "--wait",
            "180s"));
  }

  void deleteCluster(String cluster, Path kubeconfig) {
    Shell.run(
        QUICK,
        List.of(
            kind.toString(),
            "delete",
            "cluster",
            "--name",
            cluster,
            "--kubeconfig",
            kubeconfig.toString()));
  }

  /** Makes an image of this engine known to every node of a cluster. */
  void load(String cluster, String image) {
    Shell.run(CREATE, List.of(kind.toString(), "load", "docker-image", image, "--name", cluster));
  }

  void loadArchive(String cluster, Path archive) {
    Shell.run(
        CREATE,
        List.of(kind.toString(), "load", "image-archive", archive.toString(), "--name", cluster));
  }

  String exec(String container, String... command) {
    List<String> line = new ArrayList<>(List.of("docker", "exec", container));
    line.addAll(List.of(command));
    return Shell.run(QUICK, line);
  }

  String docker(String... arguments) {
    List<String> line = new ArrayList<>(List.of("docker"));
    line.addAll(List.of(arguments));
    return Shell.run(QUICK, line);
  }

  void cut(String container) {
    docker("network", "disconnect", NETWORK, container);
  }

  void join(String container) {
    docker("network", "connect", NETWORK, container);
  }
}
