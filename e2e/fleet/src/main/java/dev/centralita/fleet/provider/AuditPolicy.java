package dev.centralita.fleet.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the API servers of a fleet write into their audit logs. */
public final class AuditPolicy {
  private static final String FILE = "audit-policy.yaml";

  private AuditPolicy() {}

  /** Puts {@code audit-policy.yaml} into the folder. */
  public static void copyTo(Path folder) throws IOException {
    try (InputStream in = AuditPolicy.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + FILE + " is missing from the jar");
      }
      Files.copy(in, folder.resolve(FILE));
    }
  }
}
