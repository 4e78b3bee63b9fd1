package dev.centralita.bench.instance;

import java.util.SplittableRandom;

/**
 * Steady churn on a batch problem: in every step some workloads leave and as many new ones of the
 * same family take over their numbers.
 *
 * <p>The problem is changed in place, so that after each step it is the instance as it stands.
 */
public final class ChurnStream {
  private final BatchProblem problem;
  private final SplittableRandom random;
  private final int perStep;

  /** A source of fresh workloads: another instance on the same map. */
  private final int[][] fresh;

  private final int[] changed;
  private int drift;

  public ChurnStream(BatchProblem problem, double share, long seed) {
    this.problem = problem;
    this.random = new SplittableRandom(seed);
    this.perStep = Math.max(1, (int) Math.round(share * problem.workloads()));
    this.changed = new int[perStep];
    this.fresh =
        new int[][] {
          problem.size.clone(),
          problem.origin.clone(),
          problem.policy.clone(),
          problem.weight.clone()
        };
  }

  /**
   * One step: the numbers of the workloads replaced (the same array each time). A size that would
   * take the sum of all further than one node's worth from where it began is not drawn.
   */
  public int[] step() {
    for (int i = 0; i < perStep; i++) {
      int w = pick(i);
      changed[i] = w;
      int size = fresh[0][random.nextInt(fresh[0].length)];
      if (Math.abs(drift + size - problem.size[w]) > 8) {
        size = problem.size[w];
      }
      drift += size - problem.size[w];
      problem.size[w] = size;
      problem.origin[w] = fresh[1][random.nextInt(fresh[1].length)];
      problem.policy[w] = fresh[2][random.nextInt(fresh[2].length)];
      problem.weight[w] = fresh[3][random.nextInt(fresh[3].length)];
    }
    return changed;
  }

  private int pick(int already) {
    while (true) {
      int w = random.nextInt(problem.workloads());
      boolean repeated = false;
      for (int i = 0; i < already; i++) {
        repeated |= changed[i] == w;
      }
      if (!repeated) {
        return w;
      }
    }
  }
}
