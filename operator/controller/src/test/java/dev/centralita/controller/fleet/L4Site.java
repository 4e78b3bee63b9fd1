package dev.centralita.controller.fleet;

import dev.centralita.placement.Fleet;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.Power;
import dev.centralita.placement.SiteFacts;
import java.util.List;
import java.util.Set;

/** A site that is observed and open, with some L4 on one node, and all the power it needs. */
public record L4Site(String id, String country, int latE6, int lonE6, int gpus) {

  public void enter(Fleet fleet) {
    enter(fleet, "n");
  }

  void enter(Fleet fleet, String node) {
    var gpu = new Gpu("NVIDIA-L4", "ada-lovelace", 24, 8, 9, 72, gpus, false, List.of());
    fleet.upsertSite(
        new SiteFacts(
            id,
            true,
            null,
            true,
            List.of(),
            country,
            Set.of(country),
            List.of(),
            "Telefónica",
            latE6,
            lonE6,
            300,
            Power.UNLIMITED,
            List.of()));
    fleet.upsertNode(id, new NodeFacts(node, true, List.of(), gpu, 64_000, 1L << 38, 110));
  }
}
