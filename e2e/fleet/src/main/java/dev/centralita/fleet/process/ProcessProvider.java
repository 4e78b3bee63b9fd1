package dev.centralita.fleet.process;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.Progress;
import dev.centralita.fleet.Provider;
import dev.centralita.fleet.provider.Launch;
import java.util.Set;

/** Starts control planes as processes of this machine. */
public final class ProcessProvider implements Provider {
  /** Starting API servers need CPU and little else; more at once only delay each other. */
  private static final int STARTS_AT_ONCE = 3 * Runtime.getRuntime().availableProcessors();

  @Override
  public String name() {
    return DEFAULT;
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.NEW_NODES, Ability.MADE_UP_NODES, Ability.OWN_SETTINGS);
  }

  @Override
  public ControlPlanes start(Layout layout, Progress progress) {
    return Launch.of(ProcessClusters.open(progress), STARTS_AT_ONCE, layout, progress);
  }
}
