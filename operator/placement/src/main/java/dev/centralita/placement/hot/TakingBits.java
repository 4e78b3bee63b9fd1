package dev.centralita.placement.hot;

/**
 * Which nodes take which shapes, and which sites therefore do, a bit each. A change compares the
 * node with the shapes that its facts admit; only bits that flip touch the site's.
 */
final class TakingBits {
  private final ShapeSlots shapes;
  private final Room room;
  private final NodeRows rows;
  private final SiteRows sites;

  TakingBits(ShapeSlots shapes, Room room) {
    this.shapes = shapes;
    this.room = room;
    this.rows = room.rows;
    this.sites = room.sites;
  }

  /**
   * What facts decide about a node and a group of 64 shapes: its GPUs are of the kind asked; and of
   * known watts; and its taints and cordon admit the shape's pods.
   */
  void setFit(int row, int group, long shaped, long known, long fit) {
    int at = row * ShapeSlots.GROUPS + group;
    int site = room.site(row);
    rows.fit[at] = fit;
    if (rows.shaped[at] != shaped) {
      carryUp(rows.shaped, at, shaped, sites.shaped, shapes.shaped, site, group);
    }
    if (rows.known[at] != known) {
      carryUp(rows.known, at, known, sites.known, shapes.known, site, group);
    }
    recheck(row);
  }

  /** A row's bits change, and with them those of its site; other rows matter to lost bits only. */
  private void carryUp(
      long[] ofRow, int row, long now, long[] ofSite, long[][] masks, int site, int group) {
    long lost = ofRow[row] & ~now;
    ofRow[row] = now;
    int at = site * ShapeSlots.GROUPS + group;
    long before = ofSite[at];
    long after = before | now;
    if (lost != 0) {
      long kept = 0;
      for (int i = 0; i < sites.count[site]; i++) {
        kept |= ofRow[sites.rows[site][i] * ShapeSlots.GROUPS + group];
      }
      after = kept;
    }
    ofSite[at] = after;
    ShapeSlots.flip(masks, site, group, before ^ after);
  }

  void recheckSite(int site) {
    int[] its = sites.rows[site];
    for (int i = 0; i < sites.count[site]; i++) {
      recheck(its[i]);
    }
  }

  /** Only a node with more free than {@code most} can feel that the ceiling moved. */
  void recheckPool(int site, int pool, long most) {
    int[] its = sites.rows[site];
    for (int i = 0; i < sites.count[site]; i++) {
      if (room.pool(its[i]) == pool && rows.get(its[i], NodeRows.GPUS) > most) {
        recheck(its[i]);
      }
    }
  }

  /** Brings the bits of a node, and what its site takes, in line with what is free there. */
  void recheck(int row) {
    for (int group = 0; group < shapes.groups; group++) {
      int at = row * ShapeSlots.GROUPS + group;
      long fit = rows.fit[at];
      long before = rows.taking[at];
      if ((fit | before) != 0) {
        long now = fit == 0 ? 0 : room.taking(row, fit, group, shapes);
        if (now != before) {
          carryUp(rows.taking, at, now, sites.taking, shapes.taking, room.site(row), group);
        }
      }
    }
  }
}
