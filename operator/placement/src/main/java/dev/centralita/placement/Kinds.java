package dev.centralita.placement;

import dev.centralita.placement.hot.Layout;
import dev.centralita.placement.hot.PlaceIndex;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What requests have in common, each held once however many ask for it: shapes, classes of policy,
 * where users are. The least recently asked for makes room for new ones.
 */
final class Kinds {
  /** Shapes with a slot in the index; more are in use by no fleet that was seen. */
  static final int MOST_SHAPES = 256;

  private static final int MOST_CLASSES = 512;
  private static final int MOST_POPULATIONS = 256;
  private static final int MOST_LAYOUTS = 64;

  final ArrayDeque<PodState> sparePods = new ArrayDeque<>();
  final ArrayDeque<Presence> sparePresences = new ArrayDeque<>();
  private final PlaceIndex index;
  private final Register register;
  private final Shape[] bySlot = new Shape[MOST_SHAPES];
  private int groups;
  private final Names<Integer> profiles = new Names<>();
  private final Map<List<MigSlots>, Layout> layouts = new Recent<>(MOST_LAYOUTS);
  private final Map<ShapeKey, Shape> shapes = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<EligibilityKey, Eligibility> classes;
  private final Map<NearnessKey, Nearness> populations;

  private record ShapeKey(Need need, List<Toleration> tolerations) {}

  private record EligibilityKey(PolicyClass policy, List<Toleration> tolerations) {}

  private record NearnessKey(
      List<Population> populations, int percentile, int maxRttMicros, int olderGpus, Need need) {}

  /** In place of the need of a request that does not mind how old its GPUs are. */
  private static final Need ANY = Need.gpus(0);

  Kinds(PlaceIndex index, Register register) {
    this.index = index;
    this.register = register;
    classes = new Recent<>(MOST_CLASSES);
    populations = new Recent<>(MOST_POPULATIONS);
  }

  /** Forgets the least recently used beyond its size. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  /** The number of a MIG profile. */
  int profile(String name) {
    var known = profiles.get(name);
    if (known == null) {
      known = index.room().addProfile(Watts.computeSlices(name));
      profiles.put(name, known);
    }
    return known;
  }

  /** How many partitions the GPUs have, by profile. */
  int[] partitions(Gpu gpu) {
    int most = -1;
    for (var m : gpu.mig()) {
      most = Math.max(most, profile(m.profile()));
    }
    var out = new int[most + 1];
    for (var m : gpu.mig()) {
      out[profile(m.profile())] += m.count();
    }
    return out;
  }

  /** Where slices may lie on the GPUs; null where they are cut beforehand. */
  @Nullable Layout layout(Gpu gpu) {
    var cut = gpu.mig().stream().filter(m -> !m.spots().isEmpty()).toList();
    return cut.isEmpty() ? null : layouts.computeIfAbsent(cut, this::layout);
  }

  private Layout layout(List<MigSlots> cut) {
    return new Layout(
        cut.stream().mapToInt(m -> profile(m.profile())).toArray(),
        cut.stream()
            .map(m -> m.spots().stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  Load load(Need need) {
    int profile = need.migProfile().isEmpty() ? -1 : profile(need.migProfile());
    return new Load(need.gpus(), profile, need.cpuMillis(), need.memoryBytes());
  }

  /** A shape without a slot, for what is only asked once. */
  Shape unlisted(Need need, List<Toleration> tolerations) {
    return new Shape(need, tolerations, load(need));
  }

  /** The shape, with a slot in the index. */
  Shape shape(Need need, List<Toleration> tolerations) {
    var shape =
        shapes.computeIfAbsent(
            new ShapeKey(need, tolerations), k -> unlisted(k.need(), k.tolerations()));
    if (shape.slot < 0) {
      list(shape);
    }
    return shape;
  }

  private void list(Shape shape) {
    if (shapes.size() > MOST_SHAPES) {
      var eldest = shapes.entrySet().iterator().next();
      shapes.remove(eldest.getKey());
      index.removeShape(eldest.getValue().slot);
      eldest.getValue().slot = -1;
    }
    var load = shape.load;
    shape.slot = index.addShape(load.units(), load.profile(), load.cpu(), load.memory());
    bySlot[shape.slot] = shape;
    groups = Math.max(groups, (shape.slot >> 6) + 1);
    for (var site : register.sites()) {
      for (var node : site.nodes) {
        refit(node, shape.slot >> 6);
      }
    }
  }

  /** The node's facts have changed: which shapes they admit is found again. */
  void refit(NodeState node) {
    for (int group = 0; group < groups; group++) {
      refit(node, group);
    }
  }

  private void refit(NodeState node, int group) {
    var facts = node.facts;
    long shaped = 0;
    long known = 0;
    long fit = 0;
    for (int s = group << 6; facts != null && s < group + 1 << 6; s++) {
      var shape = bySlot[s];
      if (shape != null && shape.slot == s && shape.shaped(facts)) {
        shaped |= 1L << s;
        if (shape.knownWatts(facts)) {
          known |= 1L << s;
          fit |= shape.admittedBy(facts) ? 1L << s : 0;
        }
      }
    }
    index.setFit(node.row, group, shaped, known, fit);
  }

  Eligibility eligibility(Request request) {
    return classes.computeIfAbsent(
        new EligibilityKey(request.policy(), request.tolerations()),
        k -> new Eligibility(request, register));
  }

  Nearness nearness(Request request) {
    return populations.computeIfAbsent(
        new NearnessKey(
            request.populations(),
            request.percentile(),
            request.maxRttMicros(),
            request.olderGpus(),
            request.olderGpus() == 0 ? ANY : request.need()),
        k ->
            new Nearness(
                k.populations(),
                k.percentile(),
                k.maxRttMicros(),
                k.olderGpus(),
                k.need(),
                register));
  }
}
