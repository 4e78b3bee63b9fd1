package dev.centralita.placement;

import dev.centralita.placement.hot.PlaceIndex;
import dev.centralita.placement.hot.Room;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One site: its facts, and by name its nodes; what is held on them is in {@link #holdings}. */
final class SiteState {
  /** No site has more watts; kept far from the end of the numbers. */
  private static final long BOUNDLESS = Long.MAX_VALUE / 4;

  final int id;
  SiteFacts facts;

  /** Clock of the Fleet when facts, and when the place, last changed. */
  long changed;

  long moved;

  /** In the order of their names, as the index has their rows; some are not there. */
  final List<NodeState> nodes = new ArrayList<>();

  final Holdings holdings;
  private @Nullable String gpus;
  private final Names<NodeState> byName = new Names<>();
  private final Map<String, Integer> pools = new HashMap<>();
  private final PlaceIndex index;
  private final Room room;
  private final Kinds kinds;

  SiteState(SiteFacts facts, PlaceIndex index, Kinds kinds) {
    this.facts = facts;
    this.index = index;
    this.room = index.room();
    this.kinds = kinds;
    id = index.addSite();
    holdings = new Holdings(this, index, kinds);
    update(facts);
  }

  void update(SiteFacts now) {
    facts = now;
    index.setPower(id, limit(now.power()));
    pools.forEach((product, pool) -> index.setCeiling(id, pool, ceiling(product)));
  }

  /** {@code ceil(watts × PUE) ≤ budget} for whole numbers, turned round. */
  private static long limit(Power power) {
    long budget = power.budgetMilliwatts();
    return power.pueMilli() <= 0 || budget > Long.MAX_VALUE / 1000
        ? BOUNDLESS
        : Math.floorDiv(budget * 1000, (long) power.pueMilli());
  }

  /** Nothing of it is left in the index. */
  void close() {
    holdings.forget();
    for (var node : List.copyOf(nodes)) {
      index.removeRow(node.row);
    }
    pools.values().forEach(room::removePool);
    index.removeSite(id);
  }

  // Nodes.

  void upsertNode(NodeFacts now) {
    var node = refer(now.name());
    var before = node.facts;
    node.facts = now;
    node.references--;
    var gpu = now.gpu();
    boolean sameGpu = before != null && alike(gpu, before.gpu());
    if (!sameGpu) {
      setGpus(node.row, gpu);
    }
    index.setAmounts(node.row, now.cpuMillis(), now.memoryBytes(), now.pods());
    if (before == null
        || !sameGpu
        || before.schedulable() != now.schedulable()
        || !before.taints().equals(now.taints())) {
      kinds.refit(node);
    }
  }

  private void setGpus(int row, @Nullable Gpu gpu) {
    gpus = null;
    if (gpu == null) {
      index.setGpus(row, 0, new int[0], 0, 1, -1, null);
      return;
    }
    index.setGpus(
        row,
        gpu.count(),
        kinds.partitions(gpu),
        1000L * gpu.wattsEach(),
        gpu.computeSlices(),
        pool(gpu.product()),
        kinds.layout(gpu));
  }

  private static boolean alike(@Nullable Gpu a, @Nullable Gpu b) {
    return a == b || a != null && a.equals(b);
  }

  void removeNode(String name) {
    var node = byName.get(name);
    if (node != null && node.facts != null) {
      node.facts = null;
      gpus = null;
      index.absent(node.row);
      node.references++;
      forgo(node);
    }
  }

  /** The node of a name, there or not; {@link #forgo} it when it is no longer needed. */
  NodeState refer(String name) {
    int place = byName.find(name);
    var node = byName.at(place);
    if (node == null) {
      int at = nodes.size();
      while (at > 0 && nodes.get(at - 1).name.compareTo(name) > 0) {
        at--;
      }
      node = new NodeState(name, index.addRow(id, at));
      nodes.add(at, node);
      byName.add(place, name, node);
    }
    node.references++;
    return node;
  }

  void forgo(NodeState node) {
    if (--node.references == 0 && node.facts == null) {
      index.removeRow(node.row);
      nodes.remove(node);
      byName.remove(node.name);
    }
  }

  private int pool(String product) {
    var pool = pools.get(product);
    if (pool == null) {
      pool = room.addPool();
      pools.put(product, pool);
      index.setCeiling(id, pool, ceiling(product));
    }
    return pool;
  }

  long used(String product) {
    var pool = pools.get(product);
    return pool == null ? 0 : room.used(pool);
  }

  int ceiling(String product) {
    if (facts.ceilings().isEmpty()) {
      return Integer.MAX_VALUE;
    }
    int sum = 0;
    for (var c : facts.ceilings()) {
      sum += c.product().equals(product) ? c.count() : 0;
    }
    return sum;
  }

  /** The node of a row. */
  NodeState node(int row) {
    for (var node : nodes) {
      if (node.row == row) {
        return node;
      }
    }
    throw new IllegalStateException("site %s has no row %d".formatted(facts.id(), row));
  }

  /** Its kinds of node, in words. */
  String gpus() {
    var known = gpus;
    if (known == null) {
      var kinds = new TreeSet<String>();
      for (var node : nodes) {
        var gpu = node.gpu();
        if (gpu != null) {
          kinds.add(GpuWords.describe(gpu));
        }
      }
      known = kinds.isEmpty() ? "no GPU" : String.join(", ", kinds) + " per node";
      gpus = known;
    }
    return known;
  }

  long freeMilliwatts() {
    return facts.power().budgetMilliwatts() - withOverhead(room.drawn(id));
  }

  private long withOverhead(long gpuMilliwatts) {
    return (gpuMilliwatts * facts.power().pueMilli() + 999) / 1000;
  }

  SiteUse use() {
    var capacity = new TreeMap<String, Integer>();
    var free = new HashMap<String, Integer>();
    for (var node : nodes) {
      var gpu = node.gpu();
      if (gpu != null) {
        capacity.merge(gpu.product(), gpu.count(), Integer::sum);
        free.merge(gpu.product(), Math.max(0, room.freeUnits(node.row, -1)), Integer::sum);
      }
    }
    var products = new ArrayList<SiteUse.Product>();
    capacity.forEach((product, observed) -> {
      int cap = Math.min(observed, ceiling(product));
      int used = (int) used(product);
      int left = Math.min(free.getOrDefault(product, 0), cap - used);
      products.add(new SiteUse.Product(product, cap, used, Math.max(0, left)));
    });
    var power = facts.power();
    return new SiteUse(
        facts.id(),
        products,
        (withOverhead(room.drawn(id)) + 999) / 1000 + power.baseWatts(),
        power.capacityWatts() - power.reserveWatts());
  }
}
