package dev.centralita.placement.hot;

import org.jspecify.annotations.Nullable;

/**
 * All of a fleet that a decision reads, by dense ids, kept as it changes. Single writer; see
 * DESIGN.md beside this package for the layout.
 *
 * <p>A site takes a shape when one of its nodes does; both are kept as bits, so that a decision
 * reads a few words per 64 sites and one rank per candidate.
 */
public final class PlaceIndex {
  private final ShapeSlots shapes = new ShapeSlots();
  private final Room room = new Room();
  private final NodeRows rows = room.rows;
  private final SiteRows sites = room.sites;
  private final TakingBits bits = new TakingBits(shapes, room);
  private final Demand demand = new Demand();
  private final NodeChoice choice = new NodeChoice(shapes, room, demand);
  private final Changes changes = new Changes(bits, room);

  /** Most milliwatts of one GPU that was ever seen. */
  private long hungriest;

  /** What holds for a node, whatever the index knows of shapes. */
  public Room room() {
    return room;
  }

  // Sites.

  public int addSite() {
    int words = sites.words();
    int site = sites.add();
    if (sites.words() != words) {
      shapes.widen(sites.words());
    }
    return site;
  }

  /** Takes a site away that has no rows left. */
  public void removeSite(int site) {
    sites.remove(site);
  }

  /** What the GPUs of a site may draw together, overhead divided out. */
  public void setPower(int site, long milliwatts) {
    sites.limit(site, milliwatts);
    bits.recheckSite(site);
  }

  /** How many GPUs of the pool may be used at all. */
  public void setCeiling(int site, int pool, long gpus) {
    room.ceiling(pool, gpus);
    bits.recheckSite(site);
  }

  // Nodes.

  /** A row for a node name; {@code at} is its place in the order of the site's names. */
  public int addRow(int site, int at) {
    int row = rows.add(site);
    sites.insert(site, at, row);
    return row;
  }

  /** Nobody refers to the name any more; what was held on it and given back is settled first. */
  public void removeRow(int row) {
    settle();
    absent(row);
    int site = room.site(row);
    sites.delete(site, row);
    rows.remove(row);
  }

  /** The node is there, with such GPUs; {@link #setAmounts} says what else it has. */
  public void setGpus(
      int row,
      int gpus,
      int[] partitions,
      long milliwattsEach,
      int computeSlices,
      int pool,
      @Nullable Layout layout) {
    draw(row, -1);
    rows.present(row, true);
    rows.capacity(row, NodeRows.GPUS, gpus);
    rows.partitionCapacity(row, partitions);
    rows.put(row, NodeRows.EACH, Math.max(0, milliwattsEach));
    rows.computeSlices(row, computeSlices);
    lay(row, pool, layout);
    hungriest = Math.max(hungriest, milliwattsEach);
    draw(row, 1);
    bits.recheckSite(room.site(row));
  }

  /** So much a node that is there can allocate beside its GPUs. */
  public void setAmounts(int row, long cpu, long memory, int pods) {
    rows.capacity(row, NodeRows.CPU, cpu);
    rows.capacity(row, NodeRows.MEMORY, memory);
    rows.capacity(row, NodeRows.PODS, pods);
    bits.recheck(row);
  }

  private void lay(int row, int pool, @Nullable Layout layout) {
    rows.pool(row, pool, layout);
    if (layout != null) {
      rows.cut(row).settle(rows, row);
    }
  }

  /** The node is not there; what is held on it stays counted. */
  public void absent(int row) {
    draw(row, -1);
    rows.present(row, false);
    rows.empty(row);
    draw(row, 1);
    for (int g = 0; g < shapes.groups; g++) {
      bits.setFit(row, g, 0, 0, 0);
    }
    bits.recheckSite(room.site(row));
  }

  /** Counts what a row draws and uses into its site, or out of it. */
  private void draw(int row, int sign) {
    assert changes.isEmpty() : "changes were not settled";
    int site = room.site(row);
    if (!rows.present(row)) {
      sites.powerLeft[site] -= sign * rows.get(row, NodeRows.LOOSE);
      return;
    }
    int pool = room.pool(row);
    if (pool >= 0) {
      long used = rows.used(row, NodeRows.GPUS);
      long milliwatts = used * rows.get(row, NodeRows.EACH);
      for (int p = 0; p < rows.profiles(row); p++) {
        milliwatts += rows.partitionsUsed(row, p) * room.milliwatts(row, p);
      }
      room.use(pool, sign * used);
      room.offer(pool, sign * Math.max(0, rows.get(row, NodeRows.GPUS)));
      sites.powerLeft[site] -= sign * milliwatts;
    }
  }

  /**
   * A pod or promise takes so much of a node; negative amounts give back. What the site takes then
   * is known after {@link #settle}, which comes before changes at another site.
   */
  public void hold(int row, int units, int profile, long cpu, long memory, int pods) {
    changes.hold(row, profile < 0 ? units : 0, cpu, memory, pods);
    if (profile >= 0 && units != 0) {
      changes.partitions(row);
      rows.addPartitions(row, profile, -units);
      if (room.pool(row) >= 0) {
        sites.powerLeft[room.site(row)] -= units * room.milliwatts(row, profile);
      }
    }
  }

  /** A partition that is held with {@link #hold} lies in that spot, or no longer does. */
  public void lie(int row, int profile, int spot, int sign) {
    changes.partitions(row);
    if (sign > 0) {
      rows.cut(row).add(profile, spot);
    } else {
      rows.cut(row).remove(profile, spot);
    }
  }

  /** A promise to a node that may not be there draws this much meanwhile. */
  public void loose(int row, long milliwatts) {
    rows.add(row, NodeRows.LOOSE, milliwatts);
    if (!rows.present(row)) {
      changes.power(row);
      sites.powerLeft[room.site(row)] -= milliwatts;
    }
  }

  /** Brings what sites take in line with what is held. */
  public void settle() {
    changes.settle(shapes.mostUnits * hungriest, shapes.mostUnits);
  }

  // Shapes.

  /** A slot for a shape, −1 when all are in use; its bits are set row by row then. */
  public int addShape(int units, int profile, long cpu, long memory) {
    return shapes.add(sites.words(), units, profile, cpu, memory);
  }

  public void removeShape(int slot) {
    rows.forget(slot);
    sites.forget(slot);
    shapes.remove(slot);
  }

  /**
   * What facts decide about a node and a group of 64 shapes: its GPUs are of the kind asked; and of
   * known watts; and its taints and cordon admit the shape's pods.
   */
  public void setFit(int row, int group, long shaped, long known, long fit) {
    bits.setFit(row, group, shaped, known, fit);
  }

  // What decisions read.

  /** Words of a mask of sites. */
  public int words() {
    return sites.words();
  }

  /** A bit per site that there is; not to be written to. */
  public long[] alive() {
    return sites.alive;
  }

  /** Sites with a node of the kind asked; not to be written to. */
  public long[] shaped(int slot) {
    return shapes.shaped[slot];
  }

  /** Sites with a node of the kind asked whose watts are known; not to be written to. */
  public long[] known(int slot) {
    return shapes.known[slot];
  }

  /** Sites that take one more of a shape; not to be written to. */
  public long[] taking(int slot) {
    assert changes.isEmpty() : "changes were not settled";
    return shapes.taking[slot];
  }

  /** Whether a node takes one more of a shape. */
  public boolean taking(int row, int slot) {
    return (rows.taking[row * ShapeSlots.GROUPS + (slot >> 6)] >>> slot & 1) != 0;
  }

  /** So many replicas more were promised that take whole GPUs; fewer when negative. */
  public void demand(int gpus, long cpu, long memory, int more) {
    demand.add(gpus, cpu, memory, more);
  }

  /** The node of a site that one more of a shape goes to; −1 if none takes it. */
  public int best(int site, int slot) {
    return choice.best(site, slot);
  }

  /** What one more of a shape on a node adds to what is lost to the mix. */
  long added(int row, int slot) {
    return choice.added(row, slot);
  }

  /** The same in thousandths of a GPU, for an average replica of those promised. */
  public long fragmentation(int row, int slot) {
    return demand.total() == 0 ? 0 : Math.floorDiv(1000 * added(row, slot), demand.total());
  }

  /** Thousandths of free GPUs that an average replica of those promised finds no room on. */
  public long fragmentation() {
    return demand.total() == 0 ? 0 : 1000 * choice.lost() / demand.total();
  }
}
