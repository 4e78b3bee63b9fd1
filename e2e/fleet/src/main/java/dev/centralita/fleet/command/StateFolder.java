package dev.centralita.fleet.command;

import dev.centralita.fleet.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/** What the running fleet leaves for other commands to find, in the user's cache folder. */
final class StateFolder {
  private final Path folder;

  StateFolder(Path cacheFolder) {
    this.folder = cacheFolder.resolve("fleet");
  }

  /** Where the fleet takes orders. */
  Path socket() {
    return folder.resolve("orders");
  }

  /** All clusters as contexts; the hub is the current one. */
  Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /** What the hub is given for a site. */
  Path siteCredential(String site) {
    return folder.resolve("sites").resolve(site + ".kubeconfig");
  }

  void create() throws IOException {
    Files.createDirectories(folder.resolve("sites"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  void writeKubeconfig(Cluster hub, List<Cluster> sites) throws IOException {
    Config merged = Serialization.unmarshal(hub.adminKubeconfig(), Config.class);
    for (Cluster site : sites) {
      Config one = Serialization.unmarshal(site.adminKubeconfig(), Config.class);
      merged.getClusters().addAll(one.getClusters());
      merged.getUsers().addAll(one.getUsers());
      merged.getContexts().addAll(one.getContexts());
    }
    Files.writeString(kubeconfig(), Serialization.asYaml(merged));
  }

  void writeCredential(String site, String kubeconfig) throws IOException {
    Files.writeString(siteCredential(site), kubeconfig);
  }

  void delete() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
