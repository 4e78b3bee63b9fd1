package dev.centralita.fleet.kind;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The Docker engine and the {@code kind} program, as the Kind provider uses them. */
record Docker(Path kind, String nodeImage) {
  private static final Duration QUICK = Duration.ofSeconds(90);
  private static final Duration CREATE = Duration.ofMinutes(5);

  /** A network of our own: only where the range is ours can a node return with its address. */
  private static final String NETWORK = "centralita";

  /** Private ranges to try, for some may be in use on this machine. */
  private static final List<String> RANGES =
      List.of("172.30.0.0/16", "172.29.0.0/16", "192.168.224.0/20", "10.238.0.0/16");

  /** The node image brings a point-to-point network; kind installs none. */
  boolean ownPodNetwork() {
    return nodeImage.startsWith("centralita/");
  }

  void ensureNetwork() {
    RuntimeException last = null;
    for (String range : RANGES) {
      if (docker("network", "ls", "--quiet", "--filter", "name=^" + NETWORK + "$").isBlank()) {
        try {
          docker("network", "create", "--subnet", range, NETWORK);
        } catch (IllegalStateException taken) {
          last = taken;
          continue;
        }
      }
      return;
    }
    throw new IllegalStateException(
        "Docker network " + NETWORK + " cannot be made in any of " + RANGES, last);
  }

  void createCluster(String cluster, Path config, Path kubeconfig) {
    kind(
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
        "180s");
  }

  void deleteCluster(String cluster, Path kubeconfig) {
    kind("delete", "cluster", "--name", cluster, "--kubeconfig", kubeconfig.toString());
  }

  /** Makes an image of this engine known to every node of a cluster. */
  void load(String cluster, String image) {
    kind("load", "docker-image", image, "--name", cluster);
  }

  void loadArchive(String cluster, Path archive) {
    kind("load", "image-archive", archive.toString(), "--name", cluster);
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

  /** Cuts a container's line and returns the address it had. */
  String cut(String container) {
    String address =
        docker(
                "inspect",
                "--format",
                "{{(index .NetworkSettings.Networks \"" + NETWORK + "\").IPAddress}}",
                container)
            .strip();
    docker("network", "disconnect", NETWORK, container);
    return address;
  }

  void join(String container, String address) {
    docker("network", "connect", "--ip", address, NETWORK, container);
  }

  private void kind(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of("env", "KIND_EXPERIMENTAL_DOCKER_NETWORK=" + NETWORK, kind.toString()));
    line.addAll(List.of(arguments));
    Shell.run(CREATE, line);
  }
}
