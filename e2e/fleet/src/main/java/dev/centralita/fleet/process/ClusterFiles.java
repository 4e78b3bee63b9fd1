package dev.centralita.fleet.process;

import dev.centralita.fleet.provider.AuditPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lays out the folder that the programs of one cluster read from. */
final class ClusterFiles {
  private ClusterFiles() {}

  static void write(Path home, Credentials credentials) {
    CertificateAuthority.Issued server = credentials.authority().issueServer();
    var keys = credentials.serviceAccountKeys();
    try {
      Files.createDirectories(home);
      Files.writeString(home.resolve("ca.crt"), credentials.authority().pem());
      Files.writeString(home.resolve("server.crt"), server.certificate());
      Files.writeString(home.resolve("server.key"), server.key());
      Files.writeString(
          home.resolve("service-account.key"), CertificateAuthority.privateKeyPem(keys));
      Files.writeString(
          home.resolve("service-account.pub"), CertificateAuthority.publicKeyPem(keys));
      Files.writeString(home.resolve("tokens.csv"), credentials.tokenFile());
      AuditPolicy.copyTo(home);
      copy("stages.yaml", home);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the files of " + home.getFileName(), e);
    }
  }

  private static void copy(String resource, Path home) throws IOException {
    try (InputStream in = ClusterFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing from the jar");
      }
      Files.copy(in, home.resolve(resource));
    }
  }
}
