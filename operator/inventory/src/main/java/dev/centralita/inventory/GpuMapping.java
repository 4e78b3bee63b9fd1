package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import dev.centralita.placement.MigSlots;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The GPUs of one node: labels say what they are, allocatable says how many, gates say whether. */
final class GpuMapping {
  /** Beyond any machine: 16 in a DGX-2, a few more behind PCIe switches. */
  static final int MOST_GPUS = 32;

  /**
   * Time slices: every GPU cut as fine as anybody does. Each counts with the watts of the whole
   * GPU, because one busy slice can draw them.
   */
  static final int MOST_SLICES = 32 * 48;

  /** MIG partitions: seven of every GPU. */
  static final int MOST_PARTITIONS = 32 * 7;

  /** Neither a compute instance inside a partition nor a time slice of one. */
  private static final Pattern PROFILE =
      Pattern.compile("[0-9]g\\.[0-9]+gb([-+](me|gfx|me\\.all))?");

  private final String subject;
  private final Map<String, String> labels;
  private final Map<String, Quantity> allocatable;
  private final Map<String, Quantity> capacity;
  private final SiteRegister register;
  private final String defaultWorkload;
  private final boolean ready;
  private final List<Finding> findings;
  private final GpuLabels said;

  GpuMapping(
      Node node,
      SiteRegister register,
      String defaultWorkload,
      boolean ready,
      List<Finding> findings) {
    this.subject = "node/" + node.getMetadata().getName();
    this.labels = Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
    var status = node.getStatus();
    this.allocatable =
        status == null || status.getAllocatable() == null ? Map.of() : status.getAllocatable();
    this.capacity =
        status == null || status.getCapacity() == null ? Map.of() : status.getCapacity();
    this.register = register;
    this.defaultWorkload = defaultWorkload;
    this.ready = ready;
    this.findings = findings;
    this.said = GpuLabels.of(labels);
  }

  /** Whether the node advertises GPUs of any kind as resources of containers. */
  boolean advertises() {
    return allocatable.entrySet().stream()
        .filter(e -> isGpu(e.getKey()))
        .anyMatch(e -> Amounts.offered(allocatable, e.getKey(), 1) > 0);
  }

  private static boolean isGpu(String resource) {
    return resource.equals(Marks.GPU)
        || resource.equals(Marks.GPU_SHARED)
        || resource.startsWith(Marks.MIG_PREFIX);
  }

  /** Whether GPUs of the node can be used now, however they are asked for. */
  boolean isOpen() {
    return GpuGates.areOpen(labels, defaultWorkload, subject, findings) && ready;
  }

  @Nullable String productLabel() {
    return said.productLabel();
  }

  /** Null for a node without GPUs that the device plugin serves. */
  @Nullable NodeGpus read() {
    var plain = count(Marks.GPU, mostPlain());
    var renamed = count(Marks.GPU_SHARED, MOST_SLICES);
    var partitions = partitions(plain, renamed);
    var whole = said.profile().isEmpty() ? whole(plain, renamed) : 0;
    if (whole == 0 && partitions.isEmpty() && !GpuLabels.present(labels)) {
      return null;
    }
    if (whole == 0 && partitions.isEmpty() && ready) {
      report(Kind.GpusNotAdvertised, "labels say there are GPUs, but none are allocatable");
    }
    var usable = isUsable(plain);
    var gpu =
        new GpuDescription(said, subject, findings)
            .of(
                usable ? whole : 0,
                renamed > 0 || said.shared(),
                usable ? partitions : List.of(),
                whole > 0 || !partitions.isEmpty(),
                register);
    return new NodeGpus(gpu, said.productLabel(), NodeReading.Asking.Resources);
  }

  /** What one {@code nvidia.com/gpu} is decides how many a node can have. */
  private int mostPlain() {
    if (said.shared()) {
      return MOST_SLICES;
    }
    return said.profile().isEmpty() ? MOST_GPUS : MOST_PARTITIONS;
  }

  private int count(String resource, int most) {
    var count = NodeMapping.least(allocatable, resource, 1, most, subject, findings);
    var all = Amounts.offered(capacity, resource, 1);
    if (ready && all > Amounts.offered(allocatable, resource, 1)) {
      report(Kind.UnhealthyGpus, "%d of %d %s are allocatable".formatted(count, all, resource));
    }
    return (int) count;
  }

  /** A pod asks for one resource: of a node that offers both, slices are what it is offered for. */
  private int whole(int plain, int renamed) {
    if (plain == 0 || renamed == 0) {
      return plain + renamed;
    }
    report(
        Kind.HeterogeneousNode,
        "%d %s beside %d %s; only the slices are offered.\nMaybe share all GPUs of a node or none."
            .formatted(plain, Marks.GPU, renamed, Marks.GPU_SHARED));
    return renamed;
  }

  private List<MigSlots> partitions(int plain, int renamed) {
    var counts = new TreeMap<String, Integer>();
    for (var resource : allocatable.keySet()) {
      var profile = ResourceNames.profile(resource, labels);
      if (profile != null && !profile.equals(ResourceNames.WHOLE)) {
        var count =
            switch (resource) {
              case Marks.GPU -> plain;
              case Marks.GPU_SHARED -> renamed;
              default -> count(resource, mostOf(profile));
            };
        if (count > 0) {
          counts.merge(profile, count, Math::max);
        }
      }
    }
    if (!areOnItsGpus(counts, plain)) {
      return List.of();
    }
    var slots = new ArrayList<MigSlots>();
    counts.forEach((profile, count) -> slots.add(new MigSlots(profile, count)));
    return slots;
  }

  /** Under the mixed strategy the label counts GPUs, of which those given out whole are not cut. */
  private boolean areOnItsGpus(Map<String, Integer> partitions, int plain) {
    var product = Products.canonical(Objects.requireNonNullElse(said.productLabel(), ""));
    var model = MigConfigs.of(product);
    int gpus = said.count() < 0 ? MOST_GPUS : Math.min(said.count(), MOST_GPUS) - plain;
    if (partitions.isEmpty()
        || model.isEmpty()
        || !said.profile().isEmpty()
        || !partitions.keySet().stream().allMatch(PROFILE.asMatchPredicate())
        || MigRoom.has(model.get(), gpus, partitions)) {
      return true;
    }
    report(
        Kind.AbsurdQuantity,
        "%s cannot be cut out of %d %s; none are offered"
            .formatted(
                partitions.entrySet().stream()
                    .map(e -> e.getValue() + " " + e.getKey())
                    .collect(Collectors.joining(", ")),
                Math.max(gpus, 0),
                product));
    return false;
  }

  private static int mostOf(String profile) {
    return profile.endsWith(Marks.SHARED_SUFFIX) ? MOST_SLICES : MOST_PARTITIONS;
  }

  private boolean isUsable(int plain) {
    var open = GpuGates.areOpen(labels, defaultWorkload, subject, findings);
    if (said.migInvalid()) {
      report(
          Kind.MigInvalid,
          "product is %s: the GPUs are not all partitioned alike.\nMaybe use the mixed strategy."
              .formatted(said.productLabel()));
    }
    return ready && open && !said.migInvalid() && isOneProduct(plain);
  }

  /** Labels describe one product; if more GPUs are allocatable, which one a pod gets is unknown. */
  private boolean isOneProduct(int plain) {
    if (said.count() < 0 || plain <= (long) said.count() * Math.max(1, said.replicas())) {
      return true;
    }
    report(
        Kind.HeterogeneousNode,
        "%d %s are allocatable but the label %s is %d, so some are of another product; none are offered.\nMaybe give each product its own nodes."
            .formatted(plain, Marks.GPU, Marks.COUNT, said.count()));
    return false;
  }

  private void report(Kind kind, String message) {
    findings.add(new Finding(kind, subject, message));
  }
}
