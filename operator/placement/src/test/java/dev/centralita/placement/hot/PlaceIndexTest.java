package dev.centralita.placement.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlaceIndexTest {
  private static final int NODES = 4;

  /** A fleet held a second time, plainly, and searched exhaustively. */
  private static final class Plain {
    final int sites;
    final int[][] node;
    final int[][] shape;
    final long[][] policy;
    final int[][] cost;
    final int[] limit;
    final long[] power;
    final boolean[] open;
    final SplittableRandom random;

    Plain(long seed, int sites) {
      random = new SplittableRandom(seed);
      this.sites = sites;
      node = new int[sites * NODES][];
      for (int n = 0; n < node.length; n++) {
        node[n] =
            new int[] {
              random.nextInt(3),
              300 + 50 * random.nextInt(9),
              random.nextInt(9),
              random.nextInt(64_000),
              random.nextInt(1000),
              random.nextInt(5)
            };
      }
      shape = new int[70][];
      for (int s = 0; s < shape.length; s++) {
        shape[s] =
            new int[] {
              random.nextInt(9), random.nextInt(1, 8), random.nextInt(16_000), random.nextInt(300)
            };
      }
      policy = new long[5][(sites + 63) / 64];
      for (long[] mask : policy) {
        for (int w = 0; w < mask.length; w++) {
          long some = random.nextLong();
          mask[w] = some | random.nextLong();
        }
        mask[mask.length - 1] &= sites % 64 == 0 ? -1 : (1L << sites) - 1;
      }
      cost = new int[4][];
      limit = new int[4];
      for (int m = 0; m < 4; m++) {
        cost[m] = random.ints(sites, 0, 50).toArray();
        limit[m] = 10 + random.nextInt(60);
      }
      power = random.longs(sites, 0, 9000).toArray();
      open = new boolean[sites];
      for (int s = 0; s < sites; s++) {
        open[s] = random.nextInt(10) > 0;
      }
    }

    PlaceIndex build() {
      IndexBuilder b = new IndexBuilder();
      for (int s = 0; s < sites; s++) {
        b.site(power[s], open[s]);
        for (int n = s * NODES; n < (s + 1) * NODES; n++) {
          b.node(node[n][0], node[n][1], node[n][2], node[n][3], node[n][4], node[n][5]);
        }
      }
      for (int[] s : shape) {
        b.shape(s[0], s[1], s[2], s[3]);
      }
      for (long[] p : policy) {
        b.policy(p);
      }
      for (int m = 0; m < cost.length; m++) {
        b.mix(cost[m], limit[m]);
      }
      return b.build();
    }

    boolean takes(int n, int s) {
      int[] has = node[n];
      int[] asks = shape[s];
      return asks[0] <= has[2]
          && asks[2] <= has[3]
          && asks[3] <= has[4]
          && has[5] > 0
          && (asks[0] == 0
              || (asks[1] >> has[0] & 1) != 0 && (long) asks[0] * has[1] <= power[n / NODES]);
    }

    /** Site × 1,000 + node by exhaustive search, −1 for none. */
    int place(int s, int p, int m) {
      int best = -1;
      for (int n = 0; n < node.length; n++) {
        int site = n / NODES;
        boolean allowed = open[site] && (policy[p][site >> 6] >>> site & 1) != 0;
        if (allowed && cost[m][site] <= limit[m] && takes(n, s) && better(n, best, m)) {
          best = n;
        }
      }
      return best;
    }

    private boolean better(int n, int best, int m) {
      if (best < 0 || cost[m][n / NODES] != cost[m][best / NODES]) {
        return best < 0 || cost[m][n / NODES] < cost[m][best / NODES];
      }
      return n / NODES == best / NODES && node[n][2] < node[best][2];
    }

    void move(PlaceIndex index, int n, int s, int sign) {
      node[n][2] -= sign * shape[s][0];
      node[n][3] -= sign * shape[s][2];
      node[n][4] -= sign * shape[s][3];
      node[n][5] -= sign;
      power[n / NODES] -= (long) sign * shape[s][0] * node[n][1];
      if (sign > 0) {
        index.take(n, s);
      } else {
        index.giveBack(n, s);
      }
    }

    void change(PlaceIndex index) {
      int n = random.nextInt(node.length);
      int s = random.nextInt(sites);
      switch (random.nextInt(8)) {
        case 0 -> {
          int[] v = node[n];
          v[2] = random.nextInt(9);
          v[3] = random.nextInt(64_000);
          v[4] = random.nextInt(1000);
          v[5] = random.nextInt(5);
          index.setNode(n, v[2], v[3], v[4], v[5]);
        }
        case 1 -> {
          open[s] = !open[s];
          index.setOpen(s, open[s]);
        }
        case 2 -> {
          power[s] = random.nextInt(9000);
          index.setPower(s, power[s]);
        }
        case 3 -> {
          long[] mask = policy[random.nextInt(policy.length)];
          mask[s >> 6] ^= 1L << s;
          for (int p = 0; p < policy.length; p++) {
            index.setPolicy(p, policy[p]);
          }
        }
        case 4, 5, 6 -> {
          int asked = random.nextInt(shape.length);
          if (takes(n, asked)) {
            move(index, n, asked, 1);
          }
        }
        default -> move(index, n, random.nextInt(shape.length), -1);
      }
    }
  }

  @Test
  void aHundredThousandChangesEqualARebuildAndAnExhaustiveSearch() {
    for (long seed : new long[] {1, 2, 3}) {
      Plain plain = new Plain(seed, seed == 1 ? 17 : 130);
      PlaceIndex index = plain.build();
      Placement out = index.newPlacement();
      for (int i = 0; i < 100_000; i++) {
        plain.change(index);
        if (i % 20 == 0) {
          compare(plain, index, out, "seed %d change %d".formatted(seed, i));
        }
        if (i % 10_000 == 0) {
          compare(plain, plain.build(), out, "rebuilt, seed %d change %d".formatted(seed, i));
        }
      }
    }
  }

  private static void compare(Plain plain, PlaceIndex index, Placement out, String when) {
    int s = plain.random.nextInt(plain.shape.length);
    int p = plain.random.nextInt(plain.policy.length);
    int m = plain.random.nextInt(plain.cost.length);
    int expected = plain.place(s, p, m);
    assertThat(index.place(s, p, m, out)).as(when).isEqualTo(expected >= 0);
    assertThat(out.node()).as(when).isEqualTo(expected);
    assertThat(out.site()).as(when).isEqualTo(expected < 0 ? -1 : expected / NODES);
    int site = plain.random.nextInt(plain.sites);
    boolean lawful = (plain.policy[p][site >> 6] >>> site & 1) != 0;
    boolean near = plain.cost[m][site] <= plain.limit[m];
    boolean room = false;
    for (int n = site * NODES; n < (site + 1) * NODES; n++) {
      room |= plain.takes(n, s);
    }
    assertThat(out.unlawful(site)).as(when).isEqualTo(plain.open[site] && !lawful);
    assertThat(out.tooFar(site)).as(when).isEqualTo(plain.open[site] && lawful && !near);
    assertThat(out.full(site)).as(when).isEqualTo(plain.open[site] && lawful && near && !room);
  }
}
