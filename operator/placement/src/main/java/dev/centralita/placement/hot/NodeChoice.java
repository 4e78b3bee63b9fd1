package dev.centralita.placement.hot;

/**
 * Which node of a site a replica goes to: where least of the GPUs is lost to the mix that is
 * promised ({@link Demand}), then where least room is left over, then by name.
 */
final class NodeChoice {
  private final ShapeSlots shapes;
  private final Room room;
  private final NodeRows rows;
  private final SiteRows sites;
  private final Demand demand;

  NodeChoice(ShapeSlots shapes, Room room, Demand demand) {
    this.shapes = shapes;
    this.room = room;
    this.demand = demand;
    rows = room.rows;
    sites = room.sites;
  }

  /** −1 if no node takes the shape. */
  int best(int site, int slot) {
    int best = -1;
    long least = 0;
    int leastFree = 0;
    int profile = shapes.profile[slot];
    int group = slot >> 6;
    int[] its = sites.rows[site];
    for (int i = 0; i < sites.count[site]; i++) {
      int row = its[i];
      if ((rows.taking[row * ShapeSlots.GROUPS + group] >>> slot & 1) == 0) {
        continue;
      }
      int free = room.freeUnits(row, profile);
      long lost = added(row, slot);
      if (best < 0 || lost < least || lost == least && free < leastFree) {
        best = row;
        least = lost;
        leastFree = free;
      }
    }
    return best;
  }

  /**
   * What one more of a shape on a node adds to what is lost. Partitions lose nothing where they are
   * cut beforehand; of those cut on demand one that is whole is lost to all of the mix.
   */
  long added(int row, int slot) {
    if (demand.total() == 0) {
      return 0;
    }
    int profile = shapes.profile[slot];
    int units = shapes.units[slot];
    if (profile >= 0) {
      return rows.isCut(row) && rows.cut(row).opens(profile, units) ? demand.total() : 0;
    }
    return demand.added(
        room.freeUnits(row, -1),
        room.freeCpu(row),
        room.freeMemory(row),
        units,
        shapes.cpu[slot],
        shapes.memory[slot]);
  }

  /** Free GPUs × the replicas of the mix that find no room on them, over all nodes. */
  long lost() {
    long lost = 0;
    for (int site = 0; site < sites.count.length; site++) {
      for (int i = 0; i < sites.count[site]; i++) {
        int row = sites.rows[site][i];
        if (rows.present(row) && room.pool(row) >= 0) {
          lost += demand.lost(room.freeUnits(row, -1), room.freeCpu(row), room.freeMemory(row));
        }
      }
    }
    return lost;
  }
}
