package dev.centralita.placement.solve;

/** An assignment of jobs to agents that may overload them, with what each agent holds. */
abstract class GapDeal {
  final GapProblem p;
  final int n;
  final int[] agent;
  final int[] load;
  final int[][] members;
  final int[] size;

  /** When each agent last changed, counted in changes. */
  final long[] version;

  long changes;
  private final int[] position;
  private long cost;

  GapDeal(GapProblem problem) {
    p = problem;
    n = p.agents;
    agent = new int[p.jobs];
    load = new int[n];
    members = new int[n][p.jobs];
    size = new int[n];
    position = new int[p.jobs];
    version = new long[n];
  }

  final long cost() {
    return cost;
  }

  final void insert(int j, int a) {
    agent[j] = a;
    position[j] = size[a];
    members[a][size[a]++] = j;
    cost += p.cost[j * n + a];
    load[a] += p.demand[j * n + a];
    version[a] = ++changes;
  }

  final void remove(int j) {
    int a = agent[j];
    int last = members[a][--size[a]];
    members[a][position[j]] = last;
    position[last] = position[j];
    cost -= p.cost[j * n + a];
    load[a] -= p.demand[j * n + a];
    version[a] = ++changes;
  }

  final void move(int j, int to) {
    remove(j);
    insert(j, to);
  }

  final boolean fits() {
    for (int a = 0; a < n; a++) {
      if (load[a] > p.capacity[a]) {
        return false;
      }
    }
    return true;
  }
}
