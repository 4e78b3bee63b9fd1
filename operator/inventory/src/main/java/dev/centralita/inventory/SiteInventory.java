package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.Need;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.PodFacts;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One site, from its nodes and pods as they come and go to what the solver must be told. Nodes and
 * pods may come in any order; what does not change the facts (heartbeats, images, annotations)
 * gives no delta. Safe to use from several threads; deltas must be applied in the order they were
 * given.
 */
public final class SiteInventory {
  private SiteRegister register;

  /** Everything the site's cluster has, also what is not of this site. */
  private final Map<String, Node> nodes = new HashMap<>();

  private final Map<String, PodHoldings> pods = new HashMap<>();
  private final Map<String, Set<String>> podsByNode = new HashMap<>();

  private final Map<String, NodeReading> readings = new TreeMap<>();
  private final Map<String, PodFacts> told = new TreeMap<>();

  public SiteInventory(SiteRegister register) {
    this.register = register;
  }

  /** The register changed: watts, or in local mode which nodes are the site's. */
  public synchronized List<Delta> registerChanged(SiteRegister changed) {
    var deltas = new ArrayList<Delta>();
    if (!changed.equals(register)) {
      register = changed;
      new TreeSet<>(nodes.keySet()).forEach(name -> readNode(name, deltas));
      new TreeSet<>(pods.keySet()).forEach(uid -> tellPod(uid, deltas));
    }
    return deltas;
  }

  /** A node appeared or changed. */
  public synchronized List<Delta> nodeChanged(Node node) {
    var deltas = new ArrayList<Delta>();
    if (node.getMetadata() != null && node.getMetadata().getName() != null) {
      nodes.put(node.getMetadata().getName(), node);
      readNode(node.getMetadata().getName(), deltas);
    }
    return deltas;
  }

  /** A node was deleted. */
  public synchronized List<Delta> nodeGone(String name) {
    var deltas = new ArrayList<Delta>();
    nodes.remove(name);
    readNode(name, deltas);
    return deltas;
  }

  /** A pod appeared or changed, finished ones included. */
  public synchronized List<Delta> podChanged(Pod pod) {
    var deltas = new ArrayList<Delta>();
    var metadata = pod.getMetadata();
    if (metadata == null || metadata.getUid() == null) {
      return deltas;
    }
    forget(metadata.getUid());
    var holdings = PodHoldings.of(pod);
    if (holdings != null) {
      pods.put(holdings.uid(), holdings);
      if (holdings.node() != null) {
        podsByNode.computeIfAbsent(holdings.node(), n -> new HashSet<>()).add(holdings.uid());
      }
    }
    tellPod(metadata.getUid(), deltas);
    return deltas;
  }

  /** A pod was deleted. */
  public synchronized List<Delta> podGone(String uid) {
    var deltas = new ArrayList<Delta>();
    forget(uid);
    tellPod(uid, deltas);
    return deltas;
  }

  /** Everything again, for a fleet that does not know the site yet. */
  public synchronized List<Delta> everything() {
    var deltas = new ArrayList<Delta>();
    readings.values().forEach(reading -> deltas.add(new Delta.NodeChanged(reading.facts())));
    told.values().forEach(facts -> deltas.add(new Delta.PodChanged(facts)));
    return deltas;
  }

  /** How many nodes the site has. */
  public synchronized int nodes() {
    return readings.size();
  }

  /**
   * The values of the label {@code nvidia.com/gpu.product} at this site whose GPUs a need accepts
   * and whose watts are known, in alphabetical order: what a pod's node affinity may name.
   */
  public synchronized List<String> productLabels(Need need) {
    var labels = new TreeSet<String>();
    for (var reading : readings.values()) {
      var gpu = reading.facts().gpu();
      if (gpu != null
          && reading.productLabel() != null
          && gpu.wattsEach() >= 0
          && gpu.isKindFor(need)
          && names(reading).containsKey(need.migProfile())) {
        labels.add(reading.productLabel());
      }
    }
    return List.copyOf(labels);
  }

  /**
   * The values of the label {@code nvidia.com/gpu.product} of some nodes, in alphabetical order.
   */
  public synchronized List<String> productLabelsOf(Collection<String> names) {
    var labels = new TreeSet<String>();
    for (var name : names) {
      var reading = readings.get(name);
      if (reading != null && reading.productLabel() != null) {
        labels.add(reading.productLabel());
      }
    }
    return List.copyOf(labels);
  }

  /**
   * In which form to ask for what a need takes: as most of the given nodes offer it, or if none of
   * them does as most nodes of the site do. Empty when no node of the site offers it now.
   */
  public synchronized Optional<OfferedForm> form(Need need, Collection<String> names) {
    var there = names.stream().map(readings::get).filter(Objects::nonNull).toList();
    return most(need, there).or(() -> most(need, readings.values()));
  }

  private Optional<OfferedForm> most(Need need, Collection<NodeReading> among) {
    var counts = new TreeMap<String, Integer>();
    for (var reading : among) {
      var gpu = reading.facts().gpu();
      var name = names(reading).get(need.migProfile());
      if (gpu != null && name != null && gpu.isKindFor(need)) {
        counts.merge(name, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> new OfferedForm.Resource(most.getKey()));
  }

  private Map<String, String> names(NodeReading reading) {
    var node = nodes.get(reading.facts().name());
    return node == null ? Map.of() : ResourceNames.of(node);
  }

  /** What is wrong or narrows, most serious first. */
  public synchronized List<Finding> findings() {
    var findings = new TreeSet<Finding>();
    var observed = new TreeMap<String, Integer>();
    for (var reading : readings.values()) {
      findings.addAll(reading.findings());
      var gpu = reading.facts().gpu();
      if (gpu != null) {
        observed.merge(gpu.product(), gpu.count(), Integer::sum);
        if (gpu.count() > 0 || reading.findings().isEmpty()) {
          capacityBelowUse(reading.facts(), gpu, findings);
        }
      }
    }
    if (!register.ceilings().isEmpty()) {
      compare(observed, findings);
    }
    return List.copyOf(findings);
  }

  private void capacityBelowUse(NodeFacts node, Gpu gpu, Set<Finding> findings) {
    var held = 0;
    for (var uid : podsByNode.getOrDefault(node.name(), Set.of())) {
      var facts = told.get(uid);
      held += facts == null ? 0 : facts.gpus();
    }
    if (held > gpu.count()) {
      findings.add(
          new Finding(
              Kind.CapacityBelowUse,
              "node/" + node.name(),
              "pods hold %d GPUs, %d are allocatable".formatted(held, gpu.count())));
    }
  }

  private void compare(Map<String, Integer> observed, Set<Finding> findings) {
    observed.forEach((product, count) -> {
      if (count > 0 && !register.ceilings().containsKey(product)) {
        findings.add(
            new Finding(
                Kind.UndeclaredProduct,
                "spec.accelerators",
                "%d %s are observed but not declared; they are not used"
                    .formatted(count, product)));
      }
    });
    register
        .ceilings()
        .forEach((product, count) -> {
          var seen = observed.getOrDefault(product, 0);
          if (seen < count) {
            findings.add(
                new Finding(
                    Kind.DeclaredNotObserved,
                    "spec.accelerators",
                    "%d %s are declared, %d are usable now".formatted(count, product, seen)));
          }
        });
  }

  private void readNode(String name, List<Delta> deltas) {
    var node = nodes.get(name);
    var before = readings.get(name);
    if (node != null && register.selects(node.getMetadata().getLabels())) {
      var now = NodeMapping.read(node, register);
      readings.put(name, now);
      if (before == null || !before.facts().equals(now.facts())) {
        deltas.add(new Delta.NodeChanged(now.facts()));
      }
    } else if (before != null) {
      readings.remove(name);
      deltas.add(new Delta.NodeGone(name));
    }
    for (var uid : new TreeSet<>(podsByNode.getOrDefault(name, Set.of()))) {
      tellPod(uid, deltas);
    }
  }

  /** Tells what changed about a pod since it was last told. */
  private void tellPod(String uid, List<Delta> deltas) {
    var pod = pods.get(uid);
    if (pod == null || !isOfSite(pod)) {
      if (told.remove(uid) != null) {
        deltas.add(new Delta.PodGone(uid));
      }
      return;
    }
    var reading = pod.node() == null ? null : readings.get(pod.node());
    var facts = pod.facts(reading == null ? "" : reading.gpuProfile());
    if (!Objects.equals(told.put(uid, facts), facts)) {
      deltas.add(new Delta.PodChanged(facts));
    }
  }

  /** In the hub's own cluster a pod is of the site whose node it is on. */
  private boolean isOfSite(PodHoldings pod) {
    return !register.isLocal() || (pod.node() != null && readings.containsKey(pod.node()));
  }

  private void forget(String uid) {
    var before = pods.remove(uid);
    if (before != null && before.node() != null) {
      var onNode = podsByNode.get(before.node());
      if (onNode != null && onNode.remove(uid) && onNode.isEmpty()) {
        podsByNode.remove(before.node());
      }
    }
  }
}
