package dev.centralita.inventory;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What gpu-feature-discovery says of a node, as read and not yet believed.
 *
 * @param productLabel value of the product label as it is; null if missing
 * @param profile MIG profile of every GPU under the single strategy; empty for whole GPUs
 * @param migInvalid the single strategy found a geometry that is not uniform
 * @param shared time-slicing or MPS is on
 * @param memoryMiB of one GPU; −1 if missing or not a number, like the next
 * @param count GPUs of this product
 * @param replicas time slices per GPU
 */
record GpuLabels(
    @Nullable String productLabel,
    String profile,
    boolean migInvalid,
    boolean shared,
    String family,
    int memoryMiB,
    int count,
    int replicas,
    int computeMajor,
    int computeMinor) {

  private static final Pattern PROFILE = Pattern.compile("-MIG-([^-]+)(-me)?(?:-SHARED)?$");

  static GpuLabels of(Map<String, String> labels) {
    var product = labels.get(Marks.PRODUCT);
    var text = product == null ? "" : product.strip();
    var profile = PROFILE.matcher(text);
    var hasProfile = profile.find();
    var invalid = hasProfile && profile.group(1).equals("INVALID");
    var sharing = labels.getOrDefault(Marks.SHARING, "");
    var replicas = number(labels, Marks.REPLICAS);
    return new GpuLabels(
        text.isEmpty() ? null : text,
        hasProfile && !invalid ? profile.group(1) + (profile.group(2) == null ? "" : "+me") : "",
        invalid,
        text.endsWith("-SHARED") || replicas > 1 || !(sharing.isEmpty() || sharing.equals("none")),
        family(labels),
        number(labels, Marks.MEMORY),
        number(labels, Marks.COUNT),
        replicas,
        number(labels, Marks.COMPUTE_MAJOR),
        number(labels, Marks.COMPUTE_MINOR));
  }

  /** Does anything say that there are GPUs? */
  static boolean present(Map<String, String> labels) {
    return labels.containsKey(Marks.PRODUCT) || "true".equals(labels.get(Marks.PRESENT));
  }

  private static String family(Map<String, String> labels) {
    var family = labels.getOrDefault(Marks.FAMILY, "").strip().toLowerCase(Locale.ROOT);
    return family.equals("undefined") ? "" : family;
  }

  private static int number(Map<String, String> labels, String label) {
    try {
      return Math.max(-1, Integer.parseInt(labels.getOrDefault(label, "").strip()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
