package dev.centralita.fleet.process;

import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.NodePool;

/** A launcher that starts a small fleet and then waits to be killed. */
final class LeftBehind {
  private LeftBehind() {}

  public static void main(String[] args) throws InterruptedException {
    var layout = Layout.hubAnd(ClusterSpec.of("site-1", NodePool.of(1, "l4")));
    ControlPlanes planes = ControlPlanes.start(layout);
    System.out.println(planes.hub().adminKubeconfigFile().resolve("../..").normalize());
    System.out.println(planes.hub().adminClient().getMasterUrl().getPort());
    Thread.sleep(Long.MAX_VALUE);
  }
}
