package dev.centralita.inventory;

import dev.centralita.inventory.NodeReading.Asking;
import dev.centralita.placement.Need;
import dev.centralita.placement.NodeFacts;
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
  private final Map<String, NodeFacts> toldNodes = new TreeMap<>();
  private final Map<String, PodFacts> told = new TreeMap<>();
  private final SiteOffers offers = new SiteOffers(nodes, readings, () -> stack().claims());

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
    toldNodes.values().forEach(facts -> deltas.add(new Delta.NodeChanged(facts)));
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
    return offers.productLabels(need);
  }

  /**
   * The values of the label {@code nvidia.com/gpu.product} of some nodes, in alphabetical order.
   */
  public synchronized List<String> productLabelsOf(Collection<String> names) {
    return offers.productLabelsOf(names);
  }

  /**
   * How to ask for what a need takes. A site is asked for one thing in one form, because all pods
   * of a workload there are alike.
   */
  public synchronized GpuTerms terms(Need need) {
    return new GpuTerms(offers.form(need), stack().runtimeClass(), offers.tainted());
  }

  /** Whether the geometry of some node is being changed now. */
  public synchronized boolean changingGeometry() {
    return offers.changingGeometry();
  }

  /** Nodes whose GPUs may be partitioned anew, by name. */
  public synchronized List<MigNode> migNodes(List<String> allowed) {
    return offers.migNodes(allowed, this::holdsGpus);
  }

  private boolean holdsGpus(String node) {
    return podsByNode.getOrDefault(node, Set.of()).stream()
        .map(told::get)
        .anyMatch(pod -> pod != null && (pod.gpus() > 0 || !pod.mig().isEmpty()));
  }

  /** What is wrong or narrows, most serious first. */
  public synchronized List<Finding> findings() {
    var odd = new ArrayList<>(gpus.findings());
    odd.addAll(stack().findings());
    odd.addAll(offers.findings());
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
      tellNodes(name, deltas);
    } else if (before != null) {
      readings.remove(name);
      claimed.remove(name);
      toldNodes.remove(name);
      deltas.add(new Delta.NodeGone(name));
      tellNodes(name, deltas);
    }
    for (var uid : new TreeSet<>(podsByNode.getOrDefault(name, Set.of()))) {
      tellPod(uid, deltas);
    }
  }

  /** One node may change in which form the site is asked, and with it what others offer. */
  private void tellNodes(String name, List<Delta> deltas) {
    boolean all = offers.changed(name);
    for (var reading : all ? readings.values() : List.<NodeReading>of()) {
      tellNode(reading, deltas);
    }
    var one = readings.get(name);
    if (!all && one != null) {
      tellNode(one, deltas);
    }
  }

  private void tellNode(NodeReading reading, List<Delta> deltas) {
    var facts = offers.facts(reading);
    if (!facts.equals(toldNodes.put(facts.name(), facts))) {
      deltas.add(new Delta.NodeChanged(facts));
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
            ? pod.facts(Map.of(), Asking.Resources, ClaimedGpus.Held.NOTHING)
            : pod.facts(labels(pod.node()), reading.asking(), heldThroughClaims(pod));
    if (!Objects.equals(told.put(uid, facts), facts)) {
      deltas.add(new Delta.PodChanged(facts));
    }
  }

  private Map<String, String> labels(@Nullable String name) {
    var node = nodes.get(name);
    return node == null || node.getMetadata().getLabels() == null
        ? Map.of()
        : node.getMetadata().getLabels();
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
