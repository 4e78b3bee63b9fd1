package dev.centralita.placement.improve;

import dev.centralita.placement.solve.Budget;

/**
 * Ruin and recreate: brings a replica to a node by taking out all that is there, and puts those
 * back by regret, there or elsewhere. What came of it is carried out if it pays and an order can be
 * found in which every move has its room.
 */
final class Ruin {
  private static final int MOST = 16;

  private final Standing p;
  private final Occupancy now;
  private final Rules rules;
  private final ChainSearch chains;

  /** The replicas taken out, and the node each is put on; −1 while it has none. */
  private final int[] out = new int[MOST];

  private final int[] to = new int[MOST];
  private int count;

  private int offerNode;
  private long offerRegret;

  Ruin(Standing standing, Occupancy now, Rules rules, ChainSearch chains) {
    p = standing;
    this.now = now;
    this.rules = rules;
    this.chains = chains;
  }

  /** Tries to bring the replica to every node of every site that would be better by enough. */
  boolean improve(int replica, Budget budget) {
    rules.startWith(replica);
    int w = p.workload[replica];
    int here = now.site(replica);
    long limit = p.cost(w, here) - rules.price(replica);
    for (int s : p.order[p.origin[w]]) {
      if (p.cost(w, s) >= limit) {
        return false;
      }
      if (s == here || !rules.mayGo(replica, s)) {
        continue;
      }
      for (int n : p.grid.siteNodes[s]) {
        if (!rules.mayMove(replica, 0) || !budget.step()) {
          return false;
        }
        if (round(replica, n)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean round(int replica, int node) {
    count = 0;
    take(replica);
    int site = p.grid.nodeSite[node];
    int most = Math.min(MOST, rules.left());
    for (int k = now.count(site) - 1; k >= 0 && count < most; k--) {
      int other = now.at(site)[k];
      if (now.node[other] == node) {
        take(other);
      }
    }
    boolean fits = now.fits(shape(0), node);
    if (fits) {
      to[0] = node;
      now.hold(shape(0), node, 1);
    }
    boolean all = fits && recreate();
    for (int k = 0; k < count; k++) {
      now.hold(shape(k), now.node[out[k]], 1);
    }
    if (!all || !pays() || (rules.roomFirst() && !ordered())) {
      return false;
    }
    chains.carryOut(out, to, count);
    return true;
  }

  private int shape(int k) {
    return p.shape[p.workload[out[k]]];
  }

  /** Takes a replica out; one of each workload, so that spread needs no second look. */
  private void take(int replica) {
    for (int k = 0; k < count; k++) {
      if (p.workload[out[k]] == p.workload[replica]) {
        return;
      }
    }
    if (rules.mayMove(replica, count)) {
      now.hold(p.shape[p.workload[replica]], now.node[replica], -1);
      to[count] = -1;
      out[count++] = replica;
    }
  }

  /** Puts all back, always the one that would lose most by waiting; leaves nothing held. */
  private boolean recreate() {
    int placed = 1;
    while (placed < count) {
      int next = -1;
      int node = -1;
      long most = Long.MIN_VALUE;
      for (int k = 0; k < count; k++) {
        if (to[k] < 0) {
          offer(k);
          if (next < 0 || offerRegret > most) {
            most = offerRegret;
            next = k;
            node = offerNode;
          }
        }
      }
      if (node < 0) {
        break;
      }
      to[next] = node;
      now.hold(shape(next), node, 1);
      placed++;
    }
    for (int k = 0; k < count; k++) {
      if (to[k] >= 0) {
        now.hold(shape(k), to[k], -1);
      }
    }
    return placed == count;
  }

  /**
   * Finds the best place for one, and what it would lose at the second best; one without a place
   * loses most of all.
   */
  private void offer(int k) {
    int replica = out[k];
    int w = p.workload[replica];
    int here = now.site(replica);
    long price = rules.price(replica);
    boolean stays = now.fits(shape(k), now.node[replica]);
    long first = stays ? p.cost(w, here) - price : Long.MAX_VALUE;
    long second = Long.MAX_VALUE;
    offerNode = stays ? now.node[replica] : -1;
    for (int s : p.order[p.origin[w]]) {
      long cost = p.cost(w, s);
      if (cost >= second) {
        break;
      }
      if (s == here ? !rules.withinSite() : !rules.mayGo(replica, s)) {
        continue;
      }
      cost += rules.regret(replica, s);
      int n = cost < second ? now.room(shape(k), s) : -1;
      if (n >= 0 && cost < first) {
        second = first;
        first = cost;
        offerNode = n;
      } else if (n >= 0) {
        second = cost;
      }
    }
    offerRegret = second == Long.MAX_VALUE ? Long.MAX_VALUE : second - first;
  }

  /** Drops those that stay; whether the others save more than their moves cost. */
  private boolean pays() {
    int moving = 0;
    long gain = 0;
    for (int k = 0; k < count; k++) {
      int w = p.workload[out[k]];
      if (to[k] != now.node[out[k]]) {
        gain += p.cost(w, now.site(out[k])) - p.cost(w, p.grid.nodeSite[to[k]]);
        gain -= rules.price(out[k]) + rules.regret(out[k], p.grid.nodeSite[to[k]]);
        out[moving] = out[k];
        to[moving++] = to[k];
      }
    }
    count = moving;
    return gain > 0;
  }

  /** Brings the moves into an order, first to last from the end, in which each finds its room. */
  private boolean ordered() {
    int done = 0;
    boolean going = true;
    while (going && done < count) {
      going = false;
      for (int k = 0; k < count - done; k++) {
        if (now.fits(shape(k), to[k])) {
          now.hold(shape(k), to[k], 1);
          now.hold(shape(k), now.node[out[k]], -1);
          swap(k, count - ++done);
          going = true;
          break;
        }
      }
    }
    for (int k = count - done; k < count; k++) {
      now.hold(shape(k), to[k], -1);
      now.hold(shape(k), now.node[out[k]], 1);
    }
    return done == count;
  }

  private void swap(int a, int b) {
    int replica = out[a];
    int node = to[a];
    out[a] = out[b];
    to[a] = to[b];
    out[b] = replica;
    to[b] = node;
  }
}
