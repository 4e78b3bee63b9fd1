package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import dev.centralita.inventory.NodeReading.Asking;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.MigSlots;
import dev.centralita.placement.Need;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.Taint;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * In which form a site gives out what its nodes have. All pods of a workload at a site are alike,
 * so one thing is asked for in one form there: the one most nodes offer it in. What a node offers
 * in another is not offered at all, or a pod that was promised it could not be bound.
 */
final class SiteOffers {
  /** Time slices of whole GPUs; a shared partition has a profile of its own. */
  private static final String SLICES = ".shared";

  private final Map<String, Node> nodes;
  private final Map<String, NodeReading> readings;
  private final BooleanSupplier claims;

  /** What each node gives out, and in which form. */
  private final Map<String, Map<String, OfferedForm>> byNode = new HashMap<>();

  private boolean byClaims;

  /** What is given out, whole GPUs, time slices or a profile, to the form agreed on. */
  private Map<String, OfferedForm> agreed = Map.of();

  /**
   * @param nodes and readings as they are at each moment, by name
   * @param claims whether the site gives out by claims what its nodes offer both ways
   */
  SiteOffers(Map<String, Node> nodes, Map<String, NodeReading> readings, BooleanSupplier claims) {
    this.nodes = nodes;
    this.readings = readings;
    this.claims = claims;
  }

  /**
   * A node has come, changed or gone.
   *
   * @return whether the site is to be asked for anything in another form than before
   */
  boolean changed(String node) {
    if (byClaims != claims.getAsBoolean()) {
      byClaims = !byClaims;
      readings.forEach((name, reading) -> byNode.put(name, read(reading)));
    }
    var reading = readings.get(node);
    if (reading == null) {
      byNode.remove(node);
    } else {
      byNode.put(node, read(reading));
    }
    return agree();
  }

  private boolean agree() {
    var counts = new TreeMap<String, Map<OfferedForm, Integer>>();
    for (var forms : byNode.values()) {
      forms.forEach((thing, form) ->
          counts.computeIfAbsent(thing, t -> new HashMap<>()).merge(form, 1, Integer::sum));
    }
    var found = new HashMap<String, OfferedForm>();
    counts.forEach((thing, forms) ->
        found.put(
            thing,
            forms.entrySet().stream()
                .min(
                    Map.Entry.<OfferedForm, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(form -> form.getKey().toString()))
                .orElseThrow()
                .getKey()));
    boolean changed = !found.equals(agreed);
    agreed = found;
    return changed;
  }

  /** What the solver is told of a node. */
  NodeFacts facts(NodeReading reading) {
    var gpu = reading.facts().gpu();
    if (gpu == null || others(reading).isEmpty()) {
      return reading.facts();
    }
    var others = others(reading).keySet();
    var left = gpu.mig().stream().filter(slots -> !others.contains(slots.profile())).toList();
    int count = others.contains(whole(gpu)) ? 0 : gpu.count();
    return reading.facts().withGpu(gpu.with(count, gpu.shared(), left));
  }

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    for (var reading : readings.values()) {
      others(reading)
          .forEach((thing, form) ->
              findings.add(
                  new Finding(
                      Kind.FormsDiffer,
                      "node/" + reading.facts().name(),
                      "%s as %s is not used, because other nodes give it out as %s.\nMaybe set up all nodes alike."
                          .formatted(name(thing), form, agreed.get(thing)))));
    }
    return findings;
  }

  private static String name(String thing) {
    return switch (thing) {
      case ResourceNames.WHOLE -> "a GPU";
      case SLICES -> "a time slice";
      default -> thing;
    };
  }

  /** What a node gives out in another form than agreed on. */
  private Map<String, OfferedForm> others(NodeReading reading) {
    var others = new TreeMap<>(forms(reading));
    others.entrySet().removeIf(e -> e.getValue().equals(agreed.get(e.getKey())));
    return others;
  }

  /** Null when no node offers it now. */
  @Nullable OfferedForm form(Need need) {
    return readings.values().stream().anyMatch(reading -> offers(reading, need))
        ? agreed.get(thing(need))
        : null;
  }

  /** Whether some node is kept for those who tolerate the taint that GPU nodes usually have. */
  boolean tainted() {
    return readings.values().stream()
        .flatMap(reading -> reading.facts().taints().stream())
        .anyMatch(t -> t.key().equals(Marks.GPU) && t.effect() == Taint.Effect.NoSchedule);
  }

  List<String> productLabels(Need need) {
    var labels = new TreeSet<String>();
    for (var reading : readings.values()) {
      var gpu = reading.facts().gpu();
      if (gpu != null
          && reading.productLabel() != null
          && gpu.wattsEach() >= 0
          && offers(reading, need)) {
        labels.add(reading.productLabel());
      }
    }
    return List.copyOf(labels);
  }

  List<String> productLabelsOf(Collection<String> names) {
    var labels = new TreeSet<String>();
    for (var name : names) {
      var reading = readings.get(name);
      if (reading != null && reading.productLabel() != null) {
        labels.add(reading.productLabel());
      }
    }
    return List.copyOf(labels);
  }

  /** Whether the node gives out what is needed in the form agreed on, whatever is left of it. */
  private boolean offers(NodeReading reading, Need need) {
    var gpu = reading.facts().gpu();
    var thing = thing(need);
    var form = forms(reading).get(thing);
    return gpu != null && gpu.isKindFor(need) && form != null && form.equals(agreed.get(thing));
  }

  boolean changingGeometry() {
    return readings.keySet().stream()
        .map(nodes::get)
        .anyMatch(node -> node != null && MigNode.changing(node));
  }

  List<MigNode> migNodes(List<String> allowed, Predicate<String> holdsGpus) {
    var found = new ArrayList<MigNode>();
    for (var reading : readings.values()) {
      var node = nodes.get(reading.facts().name());
      if (node != null
          && reading.asking() == Asking.Resources
          && !holdsGpus.test(reading.facts().name())) {
        MigNode.of(node, reading, allowed).ifPresent(found::add);
      }
    }
    return found;
  }

  private static String thing(Need need) {
    return need.migProfile().isEmpty() && need.shared() ? SLICES : need.migProfile();
  }

  private static String whole(Gpu gpu) {
    return gpu.shared() ? SLICES : ResourceNames.WHOLE;
  }

  private Map<String, OfferedForm> forms(NodeReading reading) {
    return byNode.getOrDefault(reading.facts().name(), Map.of());
  }

  private Map<String, OfferedForm> read(NodeReading reading) {
    var gpu = reading.facts().gpu();
    if (gpu == null) {
      return Map.of();
    }
    if (reading.asking() == Asking.Claims || (reading.asking() == Asking.Both && byClaims)) {
      return claimed(gpu);
    }
    var forms = new HashMap<String, OfferedForm>();
    names(reading)
        .forEach((profile, resource) ->
            forms.put(
                profile.equals(ResourceNames.WHOLE) ? whole(gpu) : profile,
                new OfferedForm.Resource(resource)));
    return forms;
  }

  private static Map<String, OfferedForm> claimed(Gpu gpu) {
    var forms = new HashMap<String, OfferedForm>();
    if (gpu.count() > 0 || gpu.mig().isEmpty()) {
      forms.put(ResourceNames.WHOLE, OfferedForm.Claim.WHOLE);
    }
    gpu.mig().stream()
        .map(MigSlots::profile)
        .forEach(profile -> forms.put(profile, OfferedForm.Claim.PARTITION));
    return forms;
  }

  private Map<String, String> names(NodeReading reading) {
    @Nullable Node node = nodes.get(reading.facts().name());
    return node == null ? Map.of() : ResourceNames.of(node);
  }
}
