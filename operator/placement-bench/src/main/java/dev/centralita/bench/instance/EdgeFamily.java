package dev.centralita.bench.instance;

import dev.centralita.bench.instance.BatchProblem.Grid;
import java.util.SplittableRandom;

/**
 * Seeded edge instances: exchanges and populations on a map, workloads drawn towards the larger
 * populations, each policy admitting a random part of the exchanges.
 */
public final class EdgeFamily {
  /** Shares of 1, 2, … GPUs. */
  private static final double[] MIXED = {0.64, 0.17, 0.05, 0.09, 0.006, 0.012, 0.014, 0.018};

  private static final double[] FLEET = {0.93, 0.05, 0, 0.015, 0, 0, 0, 0.005};
  private static final double[] AWKWARD = {0, 0, 0.5, 0, 0.3, 0.2};

  private final SplittableRandom random;
  private final Grid grid;

  private EdgeFamily(long seed, Grid grid) {
    this.random = new SplittableRandom(seed);
    this.grid = grid;
  }

  /** 17 × 8 × 8, 500 workloads of 1–8 GPUs at about 85 % load, each with a policy of its own. */
  public static BatchProblem edge(long seed) {
    return edge(seed, new Grid(17, 8, 8), 500, 0.85);
  }

  /** As {@link #edge(long)} in another size; small ones are solved to the optimum in tests. */
  public static BatchProblem edge(long seed, Grid grid, int workloads, double load) {
    EdgeFamily family = new EdgeFamily(seed, grid);
    int[] size = family.sizes(MIXED, workloads, (int) Math.round(load * grid.gpus()));
    return family.problem("edge-" + seed, size, 40, workloads);
  }

  /** The instance of DECISIONS 25: 1,000 × 16 × 8 and 100,000 workloads under 200 policies. */
  public static BatchProblem fullSolve(long seed) {
    EdgeFamily family = new EdgeFamily(seed, new Grid(1000, 16, 8));
    return family.problem("full-" + seed, family.sizes(FLEET, 100_000, -1), 500, 200);
  }

  /** Sizes 3, 5 and 6 on nodes of 8, where the sum of free GPUs of a site says too little. */
  public static BatchProblem awkward(long seed, Grid grid) {
    EdgeFamily family = new EdgeFamily(seed, grid);
    // 0.3 + 0.2 nodes for each five and six, the threes left over share: 0.6 nodes a workload.
    int workloads = (int) (grid.sites() * grid.nodesPerSite() * 0.9 / 0.6);
    return family.problem("awkward-" + seed, family.sizes(AWKWARD, workloads, -1), 40, workloads);
  }

  /** Only the map and the policies: no workloads. */
  static BatchProblem map(long seed, Grid grid, int populations, int policies) {
    return new EdgeFamily(seed, grid).problem("map", new int[0], populations, policies);
  }

  private BatchProblem problem(String name, int[] size, int populations, int policies) {
    double[][] site = points(grid.sites());
    double[][] people = points(populations);
    int[][] rtt = new int[populations][grid.sites()];
    for (int p = 0; p < populations; p++) {
      for (int s = 0; s < grid.sites(); s++) {
        double km = Math.hypot(people[p][0] - site[s][0], people[p][1] - site[s][1]);
        rtt[p][s] = (int) (1500 + 20 * km + random.nextInt(1500));
      }
    }
    int count = size.length;
    int[] origin = new int[count];
    int[] policy = new int[count];
    int[] weight = new int[count];
    for (int w = 0; w < count; w++) {
      origin[w] = population(populations);
      policy[w] = policies == count ? w : random.nextInt(policies);
      weight[w] = 1 + random.nextInt(10);
    }
    return new BatchProblem(
        name, grid, rtt, admitted(policies), new int[][] {size, origin, policy, weight});
  }

  /** Points in kilometres; half of them near one of five large cities. */
  private double[][] points(int count) {
    double[][] result = new double[count][2];
    for (int i = 0; i < count; i++) {
      if (i < 5 || random.nextInt(2) == 0) {
        result[i][0] = random.nextDouble(1000);
        result[i][1] = random.nextDouble(800);
      } else {
        int city = random.nextInt(5);
        result[i][0] = result[city][0] + random.nextDouble(-60, 60);
        result[i][1] = result[city][1] + random.nextDouble(-60, 60);
      }
    }
    return result;
  }

  /** Larger populations first, falling roughly like 1/rank. */
  private int population(int populations) {
    double u = random.nextDouble();
    return Math.min(populations - 1, (int) (Math.pow(populations + 1.0, u) - 1));
  }

  private long[][] admitted(int policies) {
    int sites = grid.sites();
    long[][] result = new long[policies][(sites + 63) / 64];
    int[] order = new int[sites];
    for (int p = 0; p < policies; p++) {
      int take = Math.max(1, (int) Math.round(sites * random.nextDouble(0.2, 0.6)));
      for (int i = 0; i < sites; i++) {
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      for (int i = 0; i < take; i++) {
        result[p][order[i] >> 6] |= 1L << order[i];
      }
    }
    return result;
  }

  /** Sizes by share; with a target, single ones are drawn again until the sum is about that. */
  private int[] sizes(double[] shares, int count, int target) {
    int[] result = new int[count];
    int total = 0;
    for (int i = 0; i < count; i++) {
      result[i] = draw(shares);
      total += result[i];
    }
    int tries = target < 0 ? 0 : 1000 * count;
    while (tries-- > 0 && Math.abs(total - target) > 1) {
      int i = random.nextInt(count);
      int again = draw(shares);
      int now = total - result[i] + again;
      if (Math.abs(now - target) < Math.abs(total - target)) {
        result[i] = again;
        total = now;
      }
    }
    return result;
  }

  private int draw(double[] shares) {
    double u = random.nextDouble();
    for (int k = 0; k < shares.length; k++) {
      u -= shares[k];
      if (u < 0) {
        return Math.min(k + 1, grid.gpusPerNode());
      }
    }
    return 1;
  }
}
