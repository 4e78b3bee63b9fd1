package dev.centralita.bench.report;

import dev.centralita.bench.instance.BatchProblem;
import dev.centralita.bench.instance.ChurnStream;
import dev.centralita.bench.measure.Histogram;
import dev.centralita.bench.peer.NearestFit;
import dev.centralita.bench.peer.Ours;
import dev.centralita.placement.improve.Grid;
import dev.centralita.placement.improve.History;
import dev.centralita.placement.improve.Improver;
import dev.centralita.placement.improve.Limits;
import dev.centralita.placement.improve.Move;
import dev.centralita.placement.improve.Standing;
import dev.centralita.placement.solve.Budget;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Workloads come and go; each comes to its nearest site with room, and after every step a slice of
 * improvement moves a few. Counts by itself what the improver promises.
 */
final class ChurnRun {
  /** Steps of one slice's budget. */
  private static final long SLICE_STEPS = 3000;

  /** DECISIONS 25: a return within so many steps is one too many. */
  static final int BACK_AND_FORTH = 100;

  private static final Limits UNPRICED = new Limits(1, 0, 0, 0, 0, true, false);

  private final BatchProblem problem;
  private final ChurnStream stream;
  private final Limits limits;
  private final Improver improver = new Improver();

  /**
   * Moves nothing: tells how far round trips alone are above their bound, as if moves were free.
   */
  private final Improver unpriced = new Improver();

  private final History history = new History();
  private final Grid grid;
  private final int[] nodeOf;
  private final int[] free;
  private final int[][] nearest;
  private final int[] firstNode;
  private final int[] generation;

  /** When each workload left each site, as the bench saw it. */
  private final Map<String, Map<String, Integer>> left = new HashMap<>();

  final Histogram slices = new Histogram();
  private int step;
  long arrivals;
  long moves;
  int backAndForth;
  int mostWaiting;
  double worstGap;
  double worstFurther;
  private double gaps;
  private double furthers;

  ChurnRun(BatchProblem problem, long seed, Limits limits) {
    this.problem = problem;
    this.limits = limits;
    stream = new ChurnStream(problem, 0.01, seed);
    grid = grid(problem);
    nearest = NearestFit.nearestSites(problem);
    firstNode = NearestFit.firstNodes(problem);
    generation = new int[problem.workloads()];
    free = problem.nodeGpus.clone();
    // From the best placement known: what is measured is how it keeps.
    nodeOf = new Ours().solve(problem, 1000 * Settings.MILLI).nodeOf();
    for (int w = 0; w < nodeOf.length; w++) {
      if (nodeOf[w] >= 0) {
        free[nodeOf[w]] -= problem.size[w];
      }
    }
  }

  private static Grid grid(BatchProblem problem) {
    var builder = Grid.builder(1, 0);
    int gpu = builder.kind("gpu");
    for (int s = 0; s < problem.sites; s++) {
      builder.site("site-" + s);
    }
    for (int n = 0; n < problem.nodes(); n++) {
      builder.node(problem.nodeSite[n], gpu, problem.nodeGpus[n]);
    }
    return builder.build();
  }

  void step() {
    step++;
    for (int w : stream.step()) {
      leave(w);
      left.remove(key(w));
      generation[w]++;
      arrivals++;
    }
    int waiting = 0;
    for (int w = 0; w < nodeOf.length; w++) {
      if (nodeOf[w] < 0) {
        place(w);
        waiting += nodeOf[w] < 0 ? 1 : 0;
      }
    }
    mostWaiting = Math.max(mostWaiting, waiting);
    long start = Ours.clock();
    var standing = standing();
    var found = improver.improve(standing, limits, history, step, Budget.steps(SLICE_STEPS));
    slices.record(Ours.clock() - start);
    for (var chain : found.chains()) {
      chain.moves().forEach(this::carryOut);
    }
    history.forgetBefore(step - limits.quiet());
    double gap = 100 * found.gapAfter();
    var distance = unpriced.improve(standing, UNPRICED, history, step, Budget.steps(1));
    double further = 100.0 * (found.costAfter() - distance.bound()) / distance.bound();
    furthers += further;
    worstFurther = Math.max(worstFurther, further);
    gaps += gap;
    worstGap = Math.max(worstGap, gap);
    if (step % 100 == 0) {
      problem.score(nodeOf);
    }
  }

  double meanGap() {
    return gaps / step;
  }

  double meanFurther() {
    return furthers / step;
  }

  private String key(int w) {
    return w + "." + generation[w];
  }

  /** The stream has changed sizes already, so what is free is counted anew. */
  private void leave(int w) {
    nodeOf[w] = -1;
    System.arraycopy(problem.nodeGpus, 0, free, 0, free.length);
    for (int i = 0; i < nodeOf.length; i++) {
      if (nodeOf[i] >= 0) {
        free[nodeOf[i]] -= problem.size[i];
      }
    }
  }

  /** As the operator does it: the nearest site with room, there the tightest node. */
  private void place(int w) {
    for (int s : nearest[problem.origin[w]]) {
      int best = -1;
      for (int n = firstNode[s]; problem.allowed(w, s) && n < firstNode[s + 1]; n++) {
        if (free[n] >= problem.size[w] && (best < 0 || free[n] < free[best])) {
          best = n;
        }
      }
      if (best >= 0) {
        nodeOf[w] = best;
        free[best] -= problem.size[w];
        return;
      }
    }
  }

  private Standing standing() {
    var builder = Standing.builder(grid);
    int[] shape = new int[9];
    for (int g = 1; g <= 8; g++) {
      shape[g] = builder.shape(g);
      builder.takes(0, shape[g]);
    }
    Arrays.stream(problem.rtt).forEach(builder::origin);
    Arrays.stream(problem.classSites).forEach(builder::policy);
    for (int w = 0; w < nodeOf.length; w++) {
      if (nodeOf[w] >= 0) {
        builder.workload(
            new Standing.Workload(
                key(w),
                shape[problem.size[w]],
                problem.origin[w],
                problem.policy[w],
                problem.weight[w],
                0,
                0,
                false,
                nodeOf[w]));
      }
    }
    return builder.build();
  }

  private void carryOut(Move move) {
    int w = Integer.parseInt(move.workload().substring(0, move.workload().indexOf('.')));
    free[move.oldNode()] += problem.size[w];
    free[move.node()] -= problem.size[w];
    nodeOf[w] = move.node();
    moves++;
    if (move.from().equals(move.to())) {
      return;
    }
    history.left(move.workload(), move.from(), step);
    var sites = left.computeIfAbsent(move.workload(), k -> new HashMap<>());
    sites.put(move.from(), step);
    Integer then = sites.get(move.to());
    backAndForth += then != null && step - then <= BACK_AND_FORTH ? 1 : 0;
  }
}
