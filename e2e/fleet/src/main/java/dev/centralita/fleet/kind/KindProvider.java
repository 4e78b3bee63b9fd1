package dev.centralita.fleet.kind;

import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.Progress;
import dev.centralita.fleet.Provider;
import dev.centralita.fleet.process.CacheFolder;
import dev.centralita.fleet.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Provider {@code kind}; {@code ./hack/kind prepare} makes ready what it needs. */
public final class KindProvider implements Provider {
  @Override
  public String name() {
    return "kind";
  }

  @Override
  public ControlPlanes start(Layout layout, Progress progress) {
    return KindControlPlanes.start(docker(), layout, progress);
  }

  private static Docker docker() {
    Path prepared = CacheFolder.path().resolve("kind").resolve("node-image");
    if (!Files.exists(prepared)) {
      throw new IllegalStateException(
          "no Kind node image is prepared (" + prepared + ").\nMaybe run ./hack/kind prepare");
    }
    try {
      return new Docker(Tools.find().kind(), Files.readString(prepared).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
