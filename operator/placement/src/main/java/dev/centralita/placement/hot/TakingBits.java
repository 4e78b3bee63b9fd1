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
    rows.fit[row * ShapeSlots.GROUPS + group] = fit;
    set(row, group, shaped, rows.shaped, sites.shaped, shapes.shaped);
    set(row, group, known, rows.known, sites.known, shapes.known);
    recheck(row);
  }

  /** A row's bits, and with them those of its site; its other rows matter to lost bits only. */
  private void set(int row, int group, long now, long[] ofRow, long[] ofSite, long[][] masks) {
    long was = ofRow[row * ShapeSlots.GROUPS + group];
    if (was == now) {
      return;
    }
    ofRow[row * ShapeSlots.GROUPS + group] = now;
    int site = room.site(row);
    int at = site * ShapeSlots.GROUPS + group;
    long before = ofSite[at];
    ofSite[at] = (was & ~now) == 0 ? before | now : ofAny(site, group, ofRow);
    ShapeSlots.flip(masks, site, group, before ^ ofSite[at]);
  }

  /** Bits of which some row of the site has one. */
  private long ofAny(int site, int group, long[] ofRow) {
    long any = 0;
    for (int i = 0; i < sites.count[site]; i++) {
      any |= ofRow[sites.rows[site][i] * ShapeSlots.GROUPS + group];
    }
    return any;
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
      if ((fit | rows.taking[at]) != 0) {
        long now = fit == 0 ? 0 : room.taking(row, fit, group, shapes);
        set(row, group, now, rows.taking, sites.taking, shapes.taking);
      }
    }
  }
}
