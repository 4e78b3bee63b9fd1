package dev.centralita.controller.edgesite;

import dev.centralita.controller.Shared;
import dev.centralita.controller.connection.SiteConnections;
import dev.centralita.controller.hub.ColdStart;
import dev.centralita.controller.hub.HubFence;
import dev.centralita.controller.steering.Steerer;

/** What the controller of sites is made of. */
public final class EdgeSiteParts {
  private final Shared shared;
  private final SitePass pass;
  private final Steerer steerer;
  private final ColdStart coldStart;

  public EdgeSiteParts(
      Shared shared,
      SiteConnections connections,
      SiteMetrics metrics,
      HubFence fence,
      Steerer steerer,
      ColdStart coldStart) {
    this.shared = shared;
    this.pass = new SitePass(shared, connections, metrics, new Graves(shared, connections, fence));
    this.steerer = steerer;
    this.coldStart = coldStart;
  }

  Shared shared() {
    return shared;
  }

  SitePass pass() {
    return pass;
  }

  Steerer steerer() {
    return steerer;
  }

  ColdStart coldStart() {
    return coldStart;
  }
}
