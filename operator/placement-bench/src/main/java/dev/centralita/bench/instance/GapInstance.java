package dev.centralita.bench.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/**
 * A generalised assignment problem: each job to exactly one agent within the agents' capacities.
 *
 * <p>Demand depends on the agent here, which no GPU count does; the solver is reached through an
 * adapter, as DECISIONS 25 allows.
 */
public final class GapInstance {
  public final String name;

  /** Cost by agent and job. */
  public final int[][] cost;

  /** Demand by agent and job. */
  public final int[][] demand;

  public final int[] capacity;

  /** Best known value and best known lower bound, of the literature. */
  public final int bestKnown;

  public final int bestBound;

  GapInstance(String name, int[][][] tables, int[] capacity, int bestKnown, int bestBound) {
    this.name = name;
    this.cost = tables[0];
    this.demand = tables[1];
    this.capacity = capacity;
    this.bestKnown = bestKnown;
    this.bestBound = bestBound;
  }

  /** All listed instances whose file name begins with one of the letters. */
  public static List<GapInstance> read(Path folder, String types) throws IOException {
    List<GapInstance> result = new ArrayList<>();
    List<String> lines = Files.readAllLines(folder.resolve("best-known.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] field = line.split(",", -1);
      Path file = folder.resolve(field[0]);
      if (types.indexOf(("" + file.getFileName()).charAt(0)) >= 0 && Files.exists(file)) {
        result.add(
            parse(
                "" + file.getFileName(),
                Files.readString(file),
                Integer.parseInt(field[7]),
                Integer.parseInt(field[5])));
      }
    }
    return result;
  }

  static GapInstance parse(String name, String text, int bestKnown, int bestBound) {
    Scanner in = new Scanner(text);
    int agents = in.nextInt();
    int jobs = in.nextInt();
    int[][][] tables = new int[2][agents][jobs];
    for (int[][] table : tables) {
      for (int[] row : table) {
        fill(row, in);
      }
    }
    int[] capacity = new int[agents];
    fill(capacity, in);
    return new GapInstance(name, tables, capacity, bestKnown, bestBound);
  }

  private static void fill(int[] row, Scanner in) {
    for (int i = 0; i < row.length; i++) {
      row[i] = in.nextInt();
    }
  }

  public int agents() {
    return capacity.length;
  }

  public int jobs() {
    return cost[0].length;
  }

  /** Cost of a complete assignment (agent of each job); throws when it is none. */
  public long score(int[] agentOf) {
    int[] free = capacity.clone();
    long total = 0;
    for (int j = 0; j < agentOf.length; j++) {
      int agent = agentOf[j];
      free[agent] -= demand[agent][j];
      total += cost[agent][j];
      if (free[agent] < 0) {
        throw new IllegalStateException("%s: agent %d is over its capacity".formatted(name, agent));
      }
    }
    return total;
  }
}
