package dev.centralita.fleet.process;

import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.Progress;
import dev.centralita.fleet.Provider;

/** Starts control planes as processes of this machine. */
public final class ProcessProvider implements Provider {
  @Override
  public String name() {
    return DEFAULT;
  }

  @Override
  public ControlPlanes start(Layout layout, Progress progress) {
    return ProcessControlPlanes.start(layout, progress);
  }
}
