package dev.centralita.placement.hot;

import java.util.ArrayList;
import java.util.List;

/** Collects the parts of a {@link PlaceIndex}; everything is numbered in the order of adding. */
public final class IndexBuilder {
  final List<Boolean> open = new ArrayList<>();
  final List<Long> power = new ArrayList<>();
  final List<Node> nodes = new ArrayList<>();
  final List<Shape> shapes = new ArrayList<>();
  final List<long[]> policies = new ArrayList<>();
  final List<Mix> mixes = new ArrayList<>();

  record Node(
      int site,
      int product,
      long milliwattsEach,
      int gpus,
      int cpuMilli,
      int memoryMib,
      int pods) {}

  record Shape(int gpus, long products, int cpuMilli, int memoryMib) {}

  record Mix(int[] cost, int limit) {}

  int sites() {
    return open.size();
  }

  /** A site, the power it has left (overhead divided out), and whether it takes anything now. */
  public IndexBuilder site(long milliwattsFree, boolean isOpen) {
    open.add(isOpen);
    power.add(milliwattsFree);
    return this;
  }

  /** A node of the site added last, with what is free on it. */
  public IndexBuilder node(
      int product, long milliwattsEach, int gpus, int cpuMilli, int memoryMib, int pods) {
    if (open.isEmpty() || product < 0 || product > 63) {
      throw new IllegalArgumentException(
          "node %d: product %d (0–63) after %d sites; add a site before its nodes"
              .formatted(nodes.size(), product, open.size()));
    }
    int site = open.size() - 1;
    nodes.add(new Node(site, product, milliwattsEach, gpus, cpuMilli, memoryMib, pods));
    return this;
  }

  /** What one replica asks for; {@code products} has a bit per product that will do. */
  public IndexBuilder shape(int gpus, long products, int cpuMilli, int memoryMib) {
    shapes.add(new Shape(gpus, products, cpuMilli, memoryMib));
    return this;
  }

  /** A class of workloads under the same rules, and the sites that these admit. */
  public IndexBuilder policy(long[] admitted) {
    policies.add(admitted.clone());
    return this;
  }

  /** Where users are: the cost of every site for them, and the most they accept. */
  public IndexBuilder mix(int[] costBySite, int limit) {
    mixes.add(new Mix(costBySite.clone(), limit));
    return this;
  }

  public PlaceIndex build() {
    return new PlaceIndex(this);
  }
}
