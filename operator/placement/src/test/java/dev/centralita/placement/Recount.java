package dev.centralita.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is held at each site, counted from a snapshot without the solver's help. */
final class Recount {
  private final Map<String, NodeFacts> nodes = new HashMap<>();
  private final Map<String, Long> gpus = new TreeMap<>();
  private final Map<String, Long> partitions = new TreeMap<>();
  private final Map<String, Long> cpu = new TreeMap<>();
  private final Map<String, Long> memory = new TreeMap<>();
  private final Map<String, Long> pods = new TreeMap<>();
  private final Map<String, CutNode> cut = new HashMap<>();
  private long milliwatts;

  private Recount() {}

  static Map<String, String> of(Snapshot snapshot) {
    var out = new TreeMap<String, String>();
    for (var site : snapshot.sites()) {
      out.put(site.facts().id(), new Recount().count(site, snapshot.promises()));
    }
    return out;
  }

  /** The same as the fleet has it. */
  static Map<String, String> read(Fleet fleet) {
    var out = new TreeMap<String, String>();
    var room = fleet.index.room();
    for (var site : fleet.register.sites()) {
      var text = new StringBuilder().append(room.drawn(site.id));
      for (var node : site.nodes) {
        if (node.facts != null) {
          long slices = 0;
          for (var profile : List.of("1g.10gb", "3g.40gb")) {
            slices += room.freeUnits(node.row, fleet.kinds.profile(profile));
          }
          text.append(
              " %s %d %d %d %d %d"
                  .formatted(
                      node.name,
                      room.freeUnits(node.row, -1),
                      slices,
                      room.freeCpu(node.row),
                      room.freeMemory(node.row),
                      room.freePods(node.row)));
        }
      }
      out.put(site.facts.id(), text.toString());
    }
    return out;
  }

  private String count(Snapshot.Site site, List<Snapshot.Promise> promises) {
    site.nodes().forEach(n -> nodes.put(n.name(), n));
    site.nodes().forEach(n -> cut.put(n.name(), new CutNode(n.gpu())));
    for (var pod : site.pods()) {
      if (pod.node() != null && nodes.containsKey(pod.node())) {
        add(pod.node(), pod.gpus(), "", pod.cpuMillis(), pod.memoryBytes(), 1);
        pod.mig().forEach(m -> add(pod.node(), m.count(), m.profile(), 0, 0, 0));
        pod.mig().forEach(cut.get(pod.node())::hold);
      }
    }
    for (var promise : promises) {
      for (var a : promise.assignments()) {
        if (a.site().equals(site.facts().id())) {
          slots(site, promise, a);
        }
      }
    }
    return text(site);
  }

  private void slots(Snapshot.Site site, Snapshot.Promise promise, Assignment assignment) {
    var need = promise.request().need();
    var left = new ArrayList<PodFacts>();
    for (var pod : site.pods()) {
      if (promise.workloadUid().equals(pod.workloadUid()) && pod.node() != null) {
        left.add(pod);
      }
    }
    var filled = new ArrayList<PodFacts>();
    for (var name : assignment.nodes()) {
      var there = left.stream().filter(p -> name.equals(p.node())).findFirst().orElse(null);
      left.remove(there);
      filled.add(there);
    }
    for (int s = 0; s < filled.size(); s++) {
      var pod = filled.get(s) == null && !left.isEmpty() ? left.removeFirst() : filled.get(s);
      if (pod != null) {
        topUp(need, pod);
      } else if (nodes.containsKey(assignment.nodes().get(s))) {
        var node = assignment.nodes().get(s);
        add(node, need.gpus(), need.migProfile(), need.cpuMillis(), need.memoryBytes(), 1);
      } else {
        milliwatts += assignment.watts() * 1000 / assignment.replicas();
      }
    }
  }

  private void topUp(Need need, PodFacts pod) {
    long held = need.migProfile().isEmpty() ? pod.gpus() : 0;
    for (var m : pod.mig()) {
      held += m.profile().equals(need.migProfile()) ? m.count() : 0;
    }
    var node = Objects.requireNonNull(pod.node());
    if (nodes.containsKey(node)) {
      add(
          node,
          Math.max(0, need.gpus() - held),
          need.migProfile(),
          Math.max(0, need.cpuMillis() - pod.cpuMillis()),
          Math.max(0, need.memoryBytes() - pod.memoryBytes()),
          0);
    }
  }

  private void add(String node, long units, String profile, long c, long m, long p) {
    (profile.isEmpty() ? gpus : partitions).merge(node, units, Long::sum);
    cut.get(node).use(profile, units);
    cpu.merge(node, c, Long::sum);
    memory.merge(node, m, Long::sum);
    pods.merge(node, p, Long::sum);
    var gpu = nodes.get(node).gpu();
    if (gpu != null) {
      long each = 1000L * Math.max(0, gpu.wattsEach());
      int slices = profile.isEmpty() ? 7 : profile.charAt(0) - '0';
      milliwatts += units * ((each * slices + 6) / 7);
    }
  }

  private String text(Snapshot.Site site) {
    var text = new StringBuilder().append(milliwatts);
    for (var node : site.nodes()) {
      var gpu = node.gpu();
      var layout = cut.get(node.name());
      long slices = gpu == null ? 0 : gpu.mig().stream().mapToLong(MigSlots::count).sum();
      text.append(
          " %s %d %d %d %d %d"
              .formatted(
                  node.name(),
                  layout.isCut()
                      ? layout.whole()
                      : (gpu == null ? 0 : gpu.count()) - gpus.getOrDefault(node.name(), 0L),
                  layout.isCut()
                      ? layout.slices()
                      : slices - partitions.getOrDefault(node.name(), 0L),
                  node.cpuMillis() - cpu.getOrDefault(node.name(), 0L),
                  node.memoryBytes() - memory.getOrDefault(node.name(), 0L),
                  node.pods() - pods.getOrDefault(node.name(), 0L)));
    }
    return text.toString();
  }
}
