package dev.centralita.fleet.kind;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.Progress;
import dev.centralita.fleet.Provider;
import dev.centralita.fleet.provider.CacheFolder;
import dev.centralita.fleet.provider.Launch;
import dev.centralita.fleet.provider.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Provider {@code kind}; {@code ./hack/kind prepare} makes ready what it needs. */
public final class KindProvider implements Provider {
  private static final int STARTS_AT_ONCE = Runtime.getRuntime().availableProcessors();

  @Override
  public String name() {
    return "kind";
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.CONTAINERS, Ability.OPERATOR_IN_HUB);
  }

  @Override
  public ControlPlanes start(Layout layout, Progress progress) {
    KindClusters clusters = KindClusters.open(docker());
    progress.step("creating " + layout.clusters().size() + " Kind clusters");
    return Launch.of(clusters, STARTS_AT_ONCE, layout, progress);
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
