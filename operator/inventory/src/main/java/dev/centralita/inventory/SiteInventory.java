package dev.centralita.inventory;

import dev.centralita.inventory.NodeReading.Asking;
import dev.centralita.placement.Need;
import dev.centralita.placement.PodFacts;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  private final SiteGpus gpus = new SiteGpus();
  private final Map<String, ClaimedGpus> claimed = new HashMap<>();

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
    readClaimed(metadata.getUid(), deltas);
    return deltas;
  }

  /** A pod was deleted. */
  public synchronized List<Delta> podGone(String uid) {
    var deltas = new ArrayList<Delta>();
    forget(uid);
    tellPod(uid, deltas);
    readClaimed(uid, deltas);
    return deltas;
  }

  /** A GPU Operator's object, a DeviceClass, a ResourceSlice or a ResourceClaim. */
  public synchronized List<Delta> acceleratorChanged(HasMetadata object) {
    return SiteGpus.isNamed(object) ? read(() -> gpus.changed(object)) : List.of();
  }

  /** One of those was deleted. */
  public synchronized List<Delta> acceleratorGone(HasMetadata object) {
    return SiteGpus.isNamed(object) ? read(() -> gpus.gone(object)) : List.of();
  }

  private List<Delta> read(Supplier<Set<String>> change) {
    var deltas = new ArrayList<Delta>();
    var before = stack().defaultWorkload();
    var touched = new TreeSet<>(change.get());
    if (!before.equals(stack().defaultWorkload())) {
      touched.addAll(nodes.keySet());
    }
    touched.forEach(node -> readNode(node, deltas));
    return deltas;
  }

  /** What makes GPUs usable at the site. */
  public synchronized GpuStack stack() {
    return gpus.stack(readings.values().stream().anyMatch(r -> r.facts().gpu() != null));
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
          && form(need, reading) != null) {
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
    var counts = new HashMap<OfferedForm, Integer>();
    for (var reading : among) {
      var form = form(need, reading);
      if (form != null) {
        counts.merge(form, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .min(
            Map.Entry.<OfferedForm, Integer>comparingByValue()
                .reversed()
                .thenComparing(form -> form.getKey().toString()))
        .map(Map.Entry::getKey);
  }

  private @Nullable OfferedForm form(Need need, NodeReading reading) {
    var gpu = reading.facts().gpu();
    if (gpu == null || !gpu.isKindFor(need)) {
      return null;
    }
    if (reading.asking() == Asking.Claims
        || (reading.asking() == Asking.Both && stack().claims())) {
      return OfferedForm.claim(need, gpu);
    }
    var name = names(reading).get(need.migProfile());
    return name == null ? null : new OfferedForm.Resource(name);
  }

  private Map<String, String> names(NodeReading reading) {
    var node = nodes.get(reading.facts().name());
    return node == null ? Map.of() : ResourceNames.of(node);
  }

  /** What is wrong or narrows, most serious first. */
  public synchronized List<Finding> findings() {
    var odd = new ArrayList<>(gpus.findings());
    odd.addAll(stack().findings());
    return SiteFindings.of(odd, readings.values(), register, node -> gpusHeld(node));
  }

  private int gpusHeld(String node) {
    var held = 0;
    for (var uid : podsByNode.getOrDefault(node, Set.of())) {
      var facts = told.get(uid);
      held += facts == null ? 0 : facts.gpus();
    }
    return held;
  }

  private void readNode(String name, List<Delta> deltas) {
    var node = nodes.get(name);
    var before = readings.get(name);
    if (node != null && register.selects(node.getMetadata().getLabels())) {
      var here = gpus.at(name, podsByNode.getOrDefault(name, Set.of()));
      claimed.put(name, here);
      var now = NodeMapping.read(node, register, stack().defaultWorkload(), here);
      readings.put(name, now);
      if (before == null || !before.facts().equals(now.facts())) {
        deltas.add(new Delta.NodeChanged(now.facts()));
      }
    } else if (before != null) {
      readings.remove(name);
      claimed.remove(name);
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
    var facts =
        reading == null
            ? pod.facts("", Asking.Resources, ClaimedGpus.Held.NOTHING)
            : pod.facts(reading.gpuProfile(), reading.asking(), heldThroughClaims(pod));
    if (!Objects.equals(told.put(uid, facts), facts)) {
      deltas.add(new Delta.PodChanged(facts));
    }
  }

  private ClaimedGpus.Held heldThroughClaims(PodHoldings pod) {
    return claimed.getOrDefault(pod.node(), ClaimedGpus.NONE).heldBy(pod.uid());
  }

  /** Whether a pod is bound decides whether what is reserved for it is offered. */
  private void readClaimed(String pod, List<Delta> deltas) {
    gpus.nodesOf(pod).forEach(node -> readNode(node, deltas));
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
