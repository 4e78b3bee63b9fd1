package dev.centralita.controller.edgesite;

import dev.centralita.controller.Shared;
import dev.centralita.controller.connection.SiteConnections;
import dev.centralita.controller.hub.HubFence;

/** What the controller of sites is made of. */
public final class EdgeSiteParts {
  private final Shared shared;
  private final SitePass pass;

  public EdgeSiteParts(Shared shared, SiteConnections connections, HubFence fence) {
    this.shared = shared;
    this.pass = new SitePass(shared, connections, new Graves(shared, connections, fence));
  }

  Shared shared() {
    return shared;
  }

  SitePass pass() {
    return pass;
  }
}
