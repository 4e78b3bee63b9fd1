package dev.centralita.controller.workload;

import dev.centralita.controller.Shared;
import dev.centralita.controller.connection.SiteConnections;
import dev.centralita.controller.hub.HubFence;
import dev.centralita.controller.hub.Tombstones;

/** What the controller of workloads is made of. */
public final class WorkloadParts {
  private final WorkloadGatherer gatherer;
  private final WorkloadPass pass;
  private final WorkloadCleanup cleanup;
  private final Planner planner;

  public WorkloadParts(
      Shared shared, SiteConnections connections, HubFence fence, WorkloadMetrics metrics) {
    var settings = shared.settings();
    var carrying = new Carrying(connections, shared.book(), fence, settings.hubId(), metrics);
    planner = new Planner(shared.owner(), shared.book(), shared.reads());
    gatherer =
        new WorkloadGatherer(
            shared.client(),
            shared.reads(),
            shared.observations(),
            new UnboundPods(settings.unschedulableTimeout()),
            new BackOffs(),
            shared.book()::writable,
            shared.clock());
    pass =
        new WorkloadPass(
            shared.client(),
            planner,
            carrying,
            shared.index(),
            shared.pokes(),
            new Telling(shared.announcer(), metrics),
            settings.resync());
    cleanup =
        new WorkloadCleanup(
            shared.client(),
            carrying,
            planner,
            gatherer,
            shared.observations(),
            shared.book(),
            new Tombstones(shared.client()),
            shared.index(),
            shared.pokes(),
            settings,
            shared.clock());
  }

  WorkloadGatherer gatherer() {
    return gatherer;
  }

  WorkloadPass pass() {
    return pass;
  }

  WorkloadCleanup cleanup() {
    return cleanup;
  }

  Planner planner() {
    return planner;
  }
}
