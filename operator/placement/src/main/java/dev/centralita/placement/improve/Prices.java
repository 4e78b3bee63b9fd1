package dev.centralita.placement.improve;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A price for every resource of every cell and every site, and the bound it certifies: relaxes
 * where nodes end within a cell and how many replicas of a workload a site may have. Each replica
 * then stays in its cell, or pays for a move to where cost plus price is least.
 *
 * <p>Subgradient steps as in {@code BatchPrices}, in scaled integers, so the bound holds exactly:
 * needs are rounded down and capacities up. The prices are kept from one {@link Standing} to the
 * next, by the names of cells and sites: little has changed, so few steps bring them up to date.
 */
final class Prices {
  static final int SCALE = 64;

  /** A capacity is brought to about so many bits before its point, and keeps some behind it. */
  private static final int WHOLE_BITS = 6;

  private static final int MOST_FRACTION_BITS = 10;
  private static final int PATIENCE = 4;
  private static final long UNKNOWN = -1;

  private final Standing p;
  private final Grid g;
  private final int entries;
  private final int siteBase;

  /** Bits behind the point of each price entry. */
  private final int[] fraction;

  private final long[] capacity;
  private final long[][] need;
  private final long[][][] draw;
  private final long[] price;
  private final long[] bestPrice;

  /** What the prices have been lately, in sixteenths of a scaled price. */
  private final long[] usual;

  private final long[] load;
  private long best = Long.MIN_VALUE;
  private double ahead;
  private int stalled;
  private boolean cutOff;

  /** Scaled price of moving each replica from where it stands, and the cell it stands in. */
  private final long[] moving;

  private final int[] cellOf;

  Prices(Standing standing, Occupancy now, Limits limits) {
    p = standing;
    g = standing.grid;
    siteBase = g.cellKind.length * g.resources;
    entries = siteBase + g.site.length * g.shared;
    fraction = new int[entries];
    capacity = new long[entries];
    price = new long[entries];
    bestPrice = new long[entries];
    usual = new long[entries];
    Arrays.fill(usual, UNKNOWN);
    load = new long[entries];
    int[] shift = new int[g.resources];
    int[] sharedShift = new int[g.shared];
    long[] cells = now.cellCapacity();
    for (int r = 0; r < g.resources; r++) {
      shift[r] = scaleIn(cells, g.resources, r, 0);
    }
    moving = new long[p.workload.length];
    cellOf = new int[p.workload.length];
    for (int i = 0; i < moving.length; i++) {
      int w = p.workload[i];
      moving[i] = limits.price(p.weight[w], p.cost(w, p.siteOf(i))) * SCALE;
      cellOf[i] = g.nodeCell[p.node[i]];
    }
    long[] sites = now.siteCapacity();
    for (int q = 0; q < g.shared; q++) {
      sharedShift[q] = scaleIn(sites, g.shared, q, siteBase);
    }
    need = new long[p.need.length][];
    draw = new long[p.need.length][g.kinds][];
    for (int s = 0; s < need.length; s++) {
      need[s] = shifted(p.need[s], shift);
      for (int k = 0; k < g.kinds; k++) {
        draw[s][k] = shifted(p.draw[s][k], sharedShift);
      }
    }
  }

  private static long[] shifted(long[] amounts, int[] shift) {
    long[] out = new long[amounts.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = amounts[i] >> shift[i];
    }
    return out;
  }

  /** Writes the column's capacities in few bits; gives by how many they were shifted. */
  private int scaleIn(long[] amounts, int width, int column, int base) {
    long most = 1;
    for (int i = column; i < amounts.length; i += width) {
      most = Math.max(most, amounts[i]);
    }
    int all = Math.max(0, 64 - Long.numberOfLeadingZeros(most) - WHOLE_BITS);
    int behind = Math.min(all, MOST_FRACTION_BITS);
    int shift = all - behind;
    for (int i = column; i < amounts.length; i += width) {
      capacity[base + i] = (Math.max(0, amounts[i]) + (1L << shift) - 1) >> shift;
      fraction[base + i] = behind;
    }
    return shift;
  }

  /** Goes on from the prices of another standing, where its cells and sites still are. */
  void continueFrom(Prices before) {
    if (before.g.resources != g.resources || before.g.shared != g.shared) {
      return;
    }
    copy(before, before.g.cellName, g.cellName, g.resources, 0, 0);
    copy(before, before.g.site, g.site, g.shared, before.siteBase, siteBase);
  }

  private void copy(
      Prices before, String[] namesThen, String[] names, int width, int baseThen, int base) {
    Map<String, Integer> numberThen = HashMap.newHashMap(namesThen.length);
    for (int i = 0; i < namesThen.length; i++) {
      numberThen.put(namesThen[i], i);
    }
    for (int i = 0; i < names.length; i++) {
      Integer old = numberThen.get(names[i]);
      for (int r = 0; old != null && r < width; r++) {
        int then = baseThen + old * width + r;
        price[base + i * width + r] = before.bestPrice[then];
        usual[base + i * width + r] = before.usual[then];
      }
    }
  }

  /** No placement of the same replicas costs less. */
  long bound() {
    return best == Long.MIN_VALUE ? 0 : Math.max(0, Math.ceilDiv(best, SCALE));
  }

  /**
   * Up to so many steps, aiming at first so much (in thousandths) above the value known. Two at
   * least: one tells the bound where the last slice ended, one goes on.
   *
   * @param mayGoOn asked before each of the others; false cuts them off
   */
  void steps(int most, int aheadPermille, BooleanSupplier mayGoOn) {
    cutOff = false;
    boolean going = true;
    for (int i = 0; i < most && going && !cutOff; i++) {
      cutOff = i >= 2 && !mayGoOn.getAsBoolean();
      going = cutOff || step(aheadPermille);
    }
    System.arraycopy(bestPrice, 0, price, 0, entries);
    for (int e = 0; e < entries; e++) {
      usual[e] = usual[e] == UNKNOWN ? price[e] << 4 : usual[e] + price[e] - (usual[e] >> 4);
    }
  }

  /** There was no time for all the steps that were asked for. */
  boolean cutOff() {
    return cutOff;
  }

  /** Evaluates the dual at the present prices and moves them; false when it has converged. */
  private boolean step(int aheadPermille) {
    long value = assign();
    for (int e = 0; e < entries; e++) {
      value -= Math.ceilDiv(price[e] * capacity[e], 1L << fraction[e]);
    }
    if (best == Long.MIN_VALUE) {
      ahead = aheadPermille / 1000.0 * Math.abs(value) + SCALE;
    }
    if (value > best) {
      best = value;
      System.arraycopy(price, 0, bestPrice, 0, entries);
      stalled = 0;
    } else if (++stalled == PATIENCE) {
      ahead /= 2;
      stalled = 0;
    }
    double norm = 0;
    for (int e = 0; e < entries; e++) {
      double over = over(e);
      norm += over < 0 && price[e] == 0 ? 0 : over * over;
    }
    if (norm == 0 || ahead < SCALE * 0.25) {
      return false;
    }
    double move = (best + ahead - value) / norm;
    for (int e = 0; e < entries; e++) {
      price[e] = Math.max(0, price[e] + StrictMath.round(move * over(e)));
    }
    return true;
  }

  private double over(int entry) {
    return (double) (load[entry] - capacity[entry]) / (1L << fraction[entry]);
  }

  private long assign() {
    Arrays.fill(load, 0);
    long value = 0;
    for (int w = 0; w < p.key.length; w++) {
      if (p.first[w + 1] > p.first[w]) {
        value += charge(w);
      }
    }
    return value;
  }

  /**
   * Scaled priced cost of the workload's replicas, which are charged to the cells they choose: each
   * stays in its cell, or pays for moving to the cheapest.
   */
  private long charge(int w) {
    int cheapest = cheapestCell(w);
    long elsewhere = priced(w, g.cellSite[cheapest], cheapest);
    long sum = 0;
    for (int i = p.first[w]; i < p.first[w + 1]; i++) {
      int cell = cellOf[i];
      long least = priced(w, g.cellSite[cell], cell);
      if (elsewhere + moving[i] < least) {
        least = elsewhere + moving[i];
        cell = cheapest;
      }
      sum += least;
      load(p.shape[w], cell);
    }
    return sum;
  }

  private void load(int shape, int cell) {
    for (int r = 0; r < g.resources; r++) {
      load[cell * g.resources + r] += need[shape][r];
    }
    long[] drawn = draw[shape][g.cellKind[cell]];
    for (int q = 0; q < g.shared; q++) {
      load[siteBase + g.cellSite[cell] * g.shared + q] += drawn[q];
    }
  }

  /** Where cost plus price is least; −1 when no site that the workload may be at takes it. */
  private int cheapestCell(int w) {
    long least = Long.MAX_VALUE;
    int cheapest = -1;
    int shape = p.shape[w];
    int[] rtt = p.rtt[p.origin[w]];
    long[] mask = p.allowed[p.policy[w]];
    long weight = (long) p.weight[w] * SCALE;
    for (int s : p.order[p.origin[w]]) {
      long cost = weight * rtt[s];
      if (cost >= least) {
        break;
      }
      if ((mask[s >> 6] >>> s & 1) != 0) {
        for (int c : g.siteCells[s]) {
          if (p.takes[shape][g.cellKind[c]]) {
            long priced = cost + rent(price, shape, s, c);
            if (priced < least) {
              least = priced;
              cheapest = c;
            }
          }
        }
      }
    }
    return cheapest;
  }

  private long priced(int w, int site, int cell) {
    return p.cost(w, site) * SCALE + rent(price, p.shape[w], site, cell);
  }

  /** Scaled price of what one replica of the shape holds in a cell. */
  private long rent(long[] prices, int shape, int site, int cell) {
    long sum = 0;
    int at = cell * g.resources;
    for (int r = 0; r < g.resources; r++) {
      sum += need[shape][r] * prices[at + r] >> fraction[at + r];
    }
    long[] drawn = draw[shape][g.cellKind[cell]];
    int shared = siteBase + site * g.shared;
    for (int q = 0; q < g.shared; q++) {
      sum += drawn[q] * prices[shared + q] >> fraction[shared + q];
    }
    return sum;
  }

  /** Scaled cost plus price of a workload at a site, in the cheapest cell that takes it. */
  long priced(int w, int site) {
    long rent = cheapestRent(price, w, site);
    return rent == Long.MAX_VALUE ? rent : p.cost(w, site) * SCALE + rent;
  }

  /** The same at the prices that there have been lately, of a site that takes the workload. */
  long usuallyPriced(int w, int site) {
    return p.cost(w, site) * SCALE + (cheapestRent(usual, w, site) >> 4);
  }

  private long cheapestRent(long[] prices, int w, int site) {
    long least = Long.MAX_VALUE;
    int shape = p.shape[w];
    for (int c : g.siteCells[site]) {
      if (p.takes[shape][g.cellKind[c]]) {
        least = Math.min(least, rent(prices, shape, site, c));
      }
    }
    return least;
  }

  /** The least {@link #priced} of all sites that the workload may be at. */
  long least(int w) {
    int cell = cheapestCell(w);
    return cell < 0 ? Long.MAX_VALUE : priced(w, g.cellSite[cell], cell);
  }
}
