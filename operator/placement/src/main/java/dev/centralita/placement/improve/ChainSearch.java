package dev.centralita.placement.improve;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves one replica nearer, alone or by sending others on: the best chain of at most {@link #DEPTH}
 * moves from each start, carried out if it pays.
 */
final class ChainSearch {
  private static final int DEPTH = 4;

  /** Places tried from one start before the best so far has to do. */
  private static final int EFFORT = 3000;

  private final Standing p;
  private final Occupancy now;
  private final Rules rules;
  private final List<Chain> found = new ArrayList<>();
  private final int[] pathReplica = new int[DEPTH];
  private final int[] pathNode = new int[DEPTH];
  private final int[] bestReplica = new int[DEPTH];
  private final int[] bestNode = new int[DEPTH];
  private int bestLength;
  private long bestGain;
  private int effort;

  ChainSearch(Standing standing, Occupancy now, Rules rules) {
    p = standing;
    this.now = now;
    this.rules = rules;
  }

  List<Chain> found() {
    return found;
  }

  /** Tries every chain that begins with the replica; true when one was carried out. */
  boolean improve(int replica) {
    if (!rules.mayMove(replica, 0)) {
      return false;
    }
    rules.startWith(replica);
    bestLength = 0;
    bestGain = 0;
    effort = EFFORT;
    int shape = p.shape[p.workload[replica]];
    int from = now.node[replica];
    if (!rules.roomFirst()) {
      now.hold(shape, from, -1);
    }
    descend(replica, 0, 0);
    if (!rules.roomFirst()) {
      now.hold(shape, from, 1);
    }
    if (bestLength == 0) {
      return false;
    }
    carryOut(bestReplica, bestNode, bestLength);
    return true;
  }

  /**
   * Looks for a place for a replica that others of the chain have pushed out.
   *
   * @param paid what the chain has brought so far beyond its price
   */
  private void descend(int replica, int depth, long paid) {
    int w = p.workload[replica];
    int here = now.site(replica);
    long budget = paid + p.cost(w, here) - rules.price(replica);
    pathReplica[depth] = replica;
    for (int s : p.order[p.origin[w]]) {
      long gain = budget - p.cost(w, s);
      if (gain <= bestGain || effort <= 0) {
        return;
      }
      if (s == here ? depth == 0 || !rules.withinSite() : !rules.mayGo(replica, s)) {
        continue;
      }
      effort--;
      gain -= rules.regret(replica, s);
      if (gain <= bestGain) {
        continue;
      }
      int n = now.room(p.shape[w], s);
      if (n >= 0) {
        pathNode[depth] = n;
        if (!rules.roomFirst() || eachFindsRoom(depth + 1)) {
          keep(depth + 1, gain);
        }
      } else if (depth + 1 < DEPTH) {
        push(replica, s, depth, gain);
      }
    }
  }

  private void keep(int length, long gain) {
    bestGain = gain;
    bestLength = length;
    System.arraycopy(pathReplica, 0, bestReplica, 0, length);
    System.arraycopy(pathNode, 0, bestNode, 0, length);
  }

  /**
   * Whether the moves can be carried out last first. While the chain is tried, what is pushed out
   * is taken to have left already; in truth it stands until its own turn has come.
   */
  private boolean eachFindsRoom(int length) {
    tried(length, -1);
    boolean all = true;
    for (int d = length - 1; d >= 0; d--) {
      int shape = p.shape[p.workload[pathReplica[d]]];
      all &= now.fits(shape, pathNode[d]);
      now.hold(shape, pathNode[d], 1);
      now.hold(shape, now.node[pathReplica[d]], -1);
    }
    for (int d = 0; d < length; d++) {
      int shape = p.shape[p.workload[pathReplica[d]]];
      now.hold(shape, pathNode[d], -1);
      now.hold(shape, now.node[pathReplica[d]], 1);
    }
    tried(length, 1);
    return all;
  }

  /** Adds or takes back what {@link #push} holds for all but the last of the chain. */
  private void tried(int length, int sign) {
    for (int d = 1; d < length; d++) {
      int pushed = pathReplica[d];
      now.hold(p.shape[p.workload[pushed]], now.node[pushed], -sign);
      now.hold(p.shape[p.workload[pathReplica[d - 1]]], pathNode[d - 1], sign);
    }
  }

  /** Makes room at a full site by sending on one of those there. */
  private void push(int replica, int site, int depth, long gain) {
    int w = p.workload[replica];
    int shape = p.shape[w];
    for (int k = now.count(site) - 1; k >= 0 && effort > 0; k--) {
      int other = now.at(site)[k];
      int v = p.workload[other];
      if (v == w || !rules.mayMove(other, depth + 1) || onPath(other, depth)) {
        continue;
      }
      int from = now.node[other];
      now.hold(p.shape[v], from, -1);
      int n = now.room(shape, site);
      if (n >= 0) {
        now.hold(shape, n, 1);
        pathNode[depth] = n;
        descend(other, depth + 1, gain);
        now.hold(shape, n, -1);
      }
      now.hold(p.shape[v], from, 1);
    }
  }

  private boolean onPath(int replica, int depth) {
    for (int d = 0; d <= depth; d++) {
      if (pathReplica[d] == replica || p.workload[pathReplica[d]] == p.workload[replica]) {
        return true;
      }
    }
    return false;
  }

  /** The last of the chain has its room already, and makes that of the one before it. */
  void carryOut(int[] replica, int[] to, int length) {
    var moves = new ArrayList<Move>();
    long gain = 0;
    long price = 0;
    for (int d = length - 1; d >= 0; d--) {
      int i = replica[d];
      int w = p.workload[i];
      int from = now.site(i);
      int site = p.grid.nodeSite[to[d]];
      price += rules.price(i);
      gain += p.cost(w, from) - p.cost(w, site);
      int[] rtt = p.rtt[p.origin[w]];
      moves.add(
          new Move(
              p.key[w],
              p.grid.site[from],
              p.grid.site[site],
              now.node[i],
              to[d],
              rtt[from] - rtt[site]));
      now.hold(p.shape[w], now.node[i], -1);
      now.hold(p.shape[w], to[d], 1);
      now.moveTo(i, to[d]);
      rules.count(i);
    }
    assert gain > price : "gain " + gain + " price " + price;
    found.add(new Chain(moves, gain, price));
  }
}
