package dev.centralita.placement.solve;

/** How many items of each size every site holds; the last place takes those left out. */
final class Counts {
  private final int sites;
  private final int[][] count;
  final NodePacking packing;

  Counts(BatchProblem problem, int[] sizes) {
    sites = problem.sites;
    count = new int[sites + 1][sizes.length];
    packing = new NodePacking(problem, sizes);
  }

  int of(int site, int k) {
    return count[site][k];
  }

  void add(int site, int k, int items) {
    count[site][k] += items;
  }

  void shift(int k, int from, int to) {
    count[from][k]--;
    count[to][k]++;
  }

  boolean fits(int site) {
    return site == sites || packing.fits(site, count[site]);
  }

  boolean fitsWith(int site, int k) {
    count[site][k]++;
    boolean fits = fits(site);
    count[site][k]--;
    return fits;
  }

  boolean allFit() {
    for (int s = 0; s < sites; s++) {
      if (!fits(s)) {
        return false;
      }
    }
    return true;
  }
}
