package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.MigSlots;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the GPUs of a node are: what is said of them, compared with the table of products. */
final class GpuDescription {
  /**
   * Of any GPU in the table that can be partitioned: each slice of one that is not in it counts
   * with the largest share it may have.
   */
  private static final int FEWEST_SLICES = 4;

  private final GpuLabels said;
  private final String subject;
  private final List<Finding> findings;

  GpuDescription(GpuLabels said, String subject, List<Finding> findings) {
    this.said = said;
    this.subject = subject;
    this.findings = findings;
  }

  /**
   * So many of them.
   *
   * @param offered whether any are there, so that missing watts are worth a word
   */
  Gpu of(
      int count,
      boolean shared,
      List<MigSlots> partitions,
      boolean offered,
      SiteRegister register) {
    var product = product();
    var known = Products.find(product).orElse(null);
    int compute = compute(known);
    var watts = register.watts(product);
    if (watts < 0 && said.productLabel() != null && offered) {
      report(
          Kind.UnknownWatts,
          "no watts are known of product %s, so nothing is placed on it.\nMaybe declare them in accelerators[].watts of the EdgeSite."
              .formatted(product));
    }
    return new Gpu(
        product,
        family(known),
        memory(known),
        compute / 10,
        compute % 10,
        watts,
        count,
        shared,
        partitions,
        known == null || known.computeSlices() == 0 ? FEWEST_SLICES : known.computeSlices());
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
        "the family is said to be %s but a %s is %s; requests for a family do not get it"
            .formatted(said.family(), known.name(), known.family()));
    return "";
  }

  /** In tenths, 0 when unknown. */
  private int compute(@Nullable Product known) {
    int table = known == null ? 0 : known.computeMajor() * 10 + known.computeMinor();
    if (said.computeMajor() < 0) {
      return table;
    }
    int labelled = Math.min(said.computeMajor(), 99) * 10 + Math.clamp(said.computeMinor(), 0, 9);
    if (known == null || labelled == table) {
      return labelled;
    }
    report(
        Kind.ContradictoryLabels,
        "the compute capability is said to be %d.%d but a %s has %d.%d; the smaller counts"
            .formatted(
                labelled / 10,
                labelled % 10,
                known.name(),
                known.computeMajor(),
                known.computeMinor()));
    return Math.min(labelled, table);
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
        "a GPU is said to have %d MiB but a %s has %d GiB; the smaller counts"
            .formatted(said.memoryMiB(), known.name(), known.memoryGiB()));
    return Math.min(labelled, known.memoryGiB());
  }

  private void report(Kind kind, String message) {
    findings.add(new Finding(kind, subject, message));
  }
}
