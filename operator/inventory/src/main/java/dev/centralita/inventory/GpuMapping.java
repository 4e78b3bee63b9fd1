package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.MigSlots;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

  private final String subject;
  private final Map<String, String> labels;
  private final Map<String, Quantity> allocatable;
  private final Map<String, Quantity> capacity;
  private final SiteRegister register;
  private final boolean ready;
  private final List<Finding> findings;
  private final GpuLabels said;

  /**
   * What was read.
   *
   * @param gpuProfile the MIG profile that one {@code nvidia.com/gpu} is; empty for a whole GPU
   */
  record Gpus(Gpu gpu, @Nullable String productLabel, String gpuProfile) {}

  GpuMapping(Node node, SiteRegister register, boolean ready, List<Finding> findings) {
    this.subject = "node/" + node.getMetadata().getName();
    this.labels = Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
    var status = node.getStatus();
    this.allocatable =
        status == null || status.getAllocatable() == null ? Map.of() : status.getAllocatable();
    this.capacity =
        status == null || status.getCapacity() == null ? Map.of() : status.getCapacity();
    this.register = register;
    this.ready = ready;
    this.findings = findings;
    this.said = GpuLabels.of(labels);
  }

  /** Null for a node without GPUs. */
  @Nullable Gpus read() {
    var plain = count(Marks.GPU, mostPlain());
    var renamed = count(Marks.GPU_SHARED, MOST_SLICES);
    var partitions = partitions(plain);
    var whole = said.profile().isEmpty() ? plain + renamed : renamed;
    if (whole == 0 && partitions.isEmpty() && !GpuLabels.present(labels)) {
      return null;
    }
    if (whole == 0 && partitions.isEmpty() && ready) {
      report(Kind.GpusNotAdvertised, "labels say there are GPUs, but none are allocatable");
    }
    var usable = isUsable(plain);
    var gpu =
        describe(usable ? whole : 0, renamed > 0 || said.shared(), usable ? partitions : List.of());
    if (gpu.wattsEach() < 0
        && said.productLabel() != null
        && (whole > 0 || !partitions.isEmpty())) {
      report(
          Kind.UnknownWatts,
          "no watts are known of product %s, so nothing is placed on it.\nMaybe declare them in accelerators[].watts of the EdgeSite."
              .formatted(gpu.product()));
    }
    return new Gpus(gpu, said.productLabel(), said.profile());
  }

  private Gpu describe(int count, boolean shared, List<MigSlots> partitions) {
    var product = product();
    var known = Products.find(product).orElse(null);
    var major = known == null ? 0 : known.computeMajor();
    var minor = known == null ? 0 : known.computeMinor();
    return new Gpu(
        product,
        family(known),
        memory(known),
        said.computeMajor() < 0 ? major : said.computeMajor(),
        said.computeMinor() < 0 ? minor : said.computeMinor(),
        register.watts(product),
        count,
        shared,
        partitions);
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

  private List<MigSlots> partitions(int plain) {
    var counts = new TreeMap<String, Integer>();
    if (!said.profile().isEmpty() && plain > 0) {
      counts.put(profile(said.profile(), said.shared()), plain);
    }
    for (var resource : allocatable.keySet()) {
      if (resource.startsWith(Marks.MIG_PREFIX)) {
        var profile = PodHoldings.profile(resource);
        var shared = isSharedPartition(resource);
        var count = count(resource, shared ? MOST_SLICES : MOST_PARTITIONS);
        if (count > 0) {
          counts.merge(profile(profile, shared), count, Integer::sum);
        }
      }
    }
    var slots = new ArrayList<MigSlots>();
    counts.forEach((profile, count) -> slots.add(new MigSlots(profile, count)));
    return slots;
  }

  /** A shared partition has a name of its own, so that nobody who asks for one alone gets it. */
  private static String profile(String profile, boolean shared) {
    return shared && !profile.endsWith(Marks.SHARED_SUFFIX)
        ? profile + Marks.SHARED_SUFFIX
        : profile;
  }

  private boolean isSharedPartition(String resource) {
    var sharing = labels.getOrDefault(resource + ".sharing-strategy", "none");
    return !sharing.isEmpty() && !sharing.equals("none");
  }

  /** Every gate is asked, so that people see all that is wrong at once. */
  private boolean isUsable(int plain) {
    var upgrade = labels.getOrDefault(Marks.UPGRADE_STATE, "");
    var upgrading = !upgrade.isEmpty() && !upgrade.equals("upgrade-done");
    if (upgrading) {
      report(Kind.DriverUpgrading, Marks.UPGRADE_STATE + " is " + upgrade);
    }
    var geometry = labels.getOrDefault(Marks.MIG_STATE, "success");
    if (!geometry.equals("success")) {
      report(Kind.MigNotReady, Marks.MIG_STATE + " is " + geometry);
    }
    if (said.migInvalid()) {
      report(
          Kind.MigInvalid,
          "product is %s: the GPUs are not all partitioned alike.\nMaybe use the mixed strategy."
              .formatted(said.productLabel()));
    }
    var config = labels.getOrDefault(Marks.WORKLOAD_CONFIG, "container");
    if (!config.equals("container")) {
      report(Kind.PassthroughNode, Marks.WORKLOAD_CONFIG + " is " + config);
    }
    return ready
        && !upgrading
        && geometry.equals("success")
        && !said.migInvalid()
        && config.equals("container")
        && isOneProduct(plain);
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

  private String product() {
    var label = said.productLabel();
    if (label != null) {
      return Products.canonical(label);
    }
    report(
        Kind.MissingLabels,
        "label %s is missing, so what the GPUs are is unknown.\nMaybe gpu-feature-discovery does not run there."
            .formatted(Marks.PRODUCT));
    return "unknown";
  }

  private String family(@Nullable Product known) {
    if (known == null || said.family().isEmpty() || said.family().equals(known.family())) {
      return known == null ? said.family() : known.family();
    }
    report(
        Kind.ContradictoryLabels,
        "label %s is %s but a %s is %s; requests for a family do not get it"
            .formatted(Marks.FAMILY, said.family(), known.name(), known.family()));
    return "";
  }

  private int memory(@Nullable Product known) {
    var labelled = said.profile().isEmpty() ? NominalMemory.gib(said.memoryMiB()) : 0;
    if (known == null || labelled == 0 || labelled == known.memoryGiB()) {
      return known == null ? labelled : known.memoryGiB();
    }
    // Reserved memory and ECC take a few percent beyond the rounding; only a real gap is news.
    if (Math.abs(labelled - known.memoryGiB()) * 100 <= known.memoryGiB() * 7) {
      return known.memoryGiB();
    }
    report(
        Kind.ContradictoryLabels,
        "label %s is %d MiB but a %s has %d GiB; the smaller counts"
            .formatted(Marks.MEMORY, said.memoryMiB(), known.name(), known.memoryGiB()));
    return Math.min(labelled, known.memoryGiB());
  }

  private void report(Kind kind, String message) {
    findings.add(new Finding(kind, subject, message));
  }
}
