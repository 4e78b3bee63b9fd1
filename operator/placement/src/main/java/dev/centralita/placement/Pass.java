package dev.centralita.placement;

import dev.centralita.placement.Explanation.Failing;
import dev.centralita.placement.hot.Finder;
import dev.centralita.placement.hot.PlaceIndex;
import dev.centralita.placement.hot.Placement;
import dev.centralita.placement.hot.Query;
import org.jspecify.annotations.Nullable;

/** One request looked at for all sites at once, by the masks of the index. */
final class Pass {
  private static final int FULL =
      Constraint.NodeFit.bit() | Constraint.Ceiling.bit() | Constraint.Power.bit();

  final PlaceIndex index;
  final Register register;
  final NodeRules nodes;
  final Query query;
  final Asked asked;

  /** As of the last {@link #judge}. */
  final Placement masks = new Placement();

  Pass(PlaceIndex index, Register register, NodeRules nodes, Query query, Asked asked) {
    this.index = index;
    this.register = register;
    this.nodes = nodes;
    this.query = query;
    this.asked = asked;
  }

  /** Fills the masks from how the fleet is now. */
  void judge() {
    Finder.judge(index, query, masks);
  }

  /** How many sites there are, and each by how near it is. */
  int sites() {
    return query.nearest.order.length;
  }

  SiteState site(int rank) {
    return register.site(query.nearest.order[rank]);
  }

  int rank(SiteState site) {
    return query.nearest.rank[site.id];
  }

  int rttMicros(SiteState site) {
    return query.nearest.rttMicros[site.id];
  }

  /** Sites that pass every row that facts and other workloads decide. */
  long[] open() {
    long[] open = query.open();
    without(open, query.alone);
    without(open, query.unwelcome);
    return open;
  }

  private static void without(long[] open, long @Nullable [] failing) {
    for (int w = 0; failing != null && w < open.length; w++) {
      open[w] &= ~failing[w];
    }
  }

  /** The rows that fail at a site, read from the masks. */
  int failing(SiteState site) {
    int failing = 0;
    for (int r = 0; r < Placement.FULL; r++) {
      failing |= masks.failing(r, site.id) ? 1 << r : 0;
    }
    if (masks.failing(Placement.FULL, site.id)) {
      failing |= nodes.failing(site, asked) & FULL;
    }
    failing |= masks.failing(Placement.SPREAD, site.id) ? Constraint.Spread.bit() : 0;
    failing |= masks.failing(Placement.AFFINITY, site.id) ? Constraint.Affinity.bit() : 0;
    return masks.failing(Placement.ANTI_AFFINITY, site.id)
        ? failing | Constraint.AntiAffinity.bit()
        : failing;
  }

  Failing describe(Constraint row, SiteState site, int replicasThere) {
    return Constraints.describe(row, site, asked, nodes, replicasThere);
  }

  @Nullable Relaxation relax(SiteState site, int replicasThere, int failing) {
    return Relaxer.smallest(site, asked, nodes, replicasThere, failing);
  }

  /** The node of a site that would take one more; null if none. */
  @Nullable NodeState best(SiteState site) {
    int row = index.best(site.id, query.slot);
    return row < 0 ? null : site.node(row);
  }

  boolean taking(NodeState node) {
    return index.taking(node.row, query.slot);
  }

  /** Whether a node still has what a pod there lacks of a replica. */
  boolean topUpFits(NodeState node, PodState pod) {
    var load = asked.shape.load;
    return nodes.topUpFits(
        node,
        load,
        Holdings.topUpUnits(load, asked.request.need(), pod),
        Math.max(0, load.cpu() - pod.facts.cpuMillis()),
        Math.max(0, load.memory() - pod.facts.memoryBytes()));
  }

  /** What one replica would draw on a node. */
  long milliwatts(NodeState node) {
    var load = asked.shape.load;
    return load.units() * index.room().milliwatts(node.row, load.profile());
  }
}
