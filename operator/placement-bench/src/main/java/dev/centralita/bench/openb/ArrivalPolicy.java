package dev.centralita.bench.openb;

/** Chooses a node for one arriving pod, knowing nothing of the pods to come. */
public interface ArrivalPolicy {
  String name();

  /**
   * The node × {@link GpuCluster#WIDTH} + GPU for a pod of that shape, or −1 when it fits nowhere.
   * The GPU matters to shared pods only.
   */
  int choose(GpuCluster cluster, int shape);

  /** Makes a policy for one run; the seed orders nodes that score the same. */
  @FunctionalInterface
  interface Maker {
    ArrivalPolicy make(OpenbLists lists, GpuCluster cluster, long seed);
  }
}
