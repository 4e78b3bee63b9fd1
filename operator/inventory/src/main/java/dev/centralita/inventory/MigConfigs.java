package dev.centralita.inventory;

import dev.centralita.placement.Gpu;
import dev.centralita.placement.MigSlots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a configuration of NVIDIA's MIG manager makes of the GPUs of a node. */
final class MigConfigs {
  private static final String ALL = "all-";

  /**
   * Columns: products, how many of a profile one GPU gives if all are alike, and what it gives
   * "balanced". From mig-parted v0.15.0, config-default.yaml; a test compares.
   */
  private static final String TABLE =
      """
      A30 | 1g.6gb×4 1g.6gb+me×1 2g.12gb×2 2g.12gb+me×1 4g.24gb×1 | 1g.6gb×2 2g.12gb×1
      A100-PCIE-40GB,A100-SXM4-40GB | 1g.5gb×7 1g.5gb+me×1 1g.10gb×4 2g.10gb×3 3g.20gb×2 4g.20gb×1 7g.40gb×1 | 1g.5gb×2 2g.10gb×1 3g.20gb×1
      A100-80GB-PCIe,A100-SXM4-80GB,H100-PCIe,H100-80GB-HBM3 | 1g.10gb×7 1g.10gb+me×1 1g.20gb×4 2g.20gb×3 3g.40gb×2 4g.40gb×1 7g.80gb×1 | 1g.10gb×2 2g.20gb×1 3g.40gb×1
      H100-NVL | 1g.12gb×7 1g.12gb+me×1 1g.24gb×4 2g.24gb×3 3g.47gb×2 4g.47gb×1 7g.94gb×1 | 1g.12gb×2 2g.24gb×1 3g.47gb×1
      H20,GH200-480GB | 1g.12gb×7 1g.12gb+me×1 1g.24gb×4 2g.24gb×3 3g.48gb×2 4g.48gb×1 7g.96gb×1 | 1g.12gb×2 2g.24gb×1 3g.48gb×1
      H200,H200-NVL | 1g.18gb×7 1g.18gb+me×1 1g.35gb×4 2g.35gb×3 3g.71gb×2 4g.71gb×1 7g.141gb×1 | 1g.18gb×2 2g.35gb×1 3g.71gb×1
      GH200-144G-HBM3e | 1g.18gb×7 1g.18gb+me×1 1g.36gb×4 2g.36gb×3 3g.72gb×2 4g.72gb×1 7g.144gb×1 | 1g.18gb×2 2g.36gb×1 3g.72gb×1
      B200 | 1g.23gb×7 1g.23gb+me×1 1g.45gb×4 2g.45gb×3 3g.90gb×2 4g.90gb×1 7g.180gb×1 | 1g.23gb×2 2g.45gb×1 3g.90gb×1
      GB200 | 1g.23gb×7 1g.23gb+me×1 1g.47gb×4 2g.47gb×3 3g.93gb×2 4g.93gb×1 7g.186gb×1 | 1g.23gb×2 2g.47gb×1 3g.93gb×1
      B300-SXM6-AC | 1g.34gb×7 1g.34gb+me×1 1g.67gb×4 2g.67gb×3 3g.135gb×2 4g.135gb×1 7g.269gb×1 | 1g.34gb×2 2g.67gb×1 3g.135gb×1
      GB300 | 1g.35gb×7 1g.35gb+me×1 1g.70gb×4 2g.70gb×3 3g.139gb×2 4g.139gb×1 7g.278gb×1 | 1g.35gb×2 2g.70gb×1 3g.139gb×1
      RTX-PRO-6000-Blackwell-Server-Edition | 1g.24gb×4 1g.24gb+me×1 1g.24gb+gfx×4 1g.24gb+me.all×1 1g.24gb-me×4 2g.48gb×2 2g.48gb+gfx×2 2g.48gb+me.all×1 2g.48gb-me×2 4g.96gb×1 4g.96gb+gfx×1 | 1g.24gb×2 2g.48gb×1
      """;

  private static final Map<String, Model> BY_PRODUCT = table();

  /** Profiles of one GPU, to how many. */
  record Model(Map<String, Integer> alike, Map<String, Integer> balanced) {}

  private MigConfigs() {}

  /** Empty for a product that cannot be partitioned, or is not known. */
  static Optional<Model> of(String product) {
    return Optional.ofNullable(BY_PRODUCT.get(product));
  }

  /**
   * The GPUs of a node in that configuration.
   *
   * @param gpus how many the node has
   * @return empty where the product has no such profile
   */
  static Optional<Gpu> configured(Gpu now, int gpus, String config) {
    var model = BY_PRODUCT.get(now.product());
    if (model == null || !config.startsWith(ALL)) {
      return Optional.empty();
    }
    var name = config.substring(ALL.length());
    return switch (name) {
      case "disabled" -> Optional.of(with(now, gpus, Map.of(), 1));
      case "balanced" -> Optional.of(with(now, 0, model.balanced, gpus));
      default ->
          model.alike.entrySet().stream()
              .filter(e -> e.getKey().replace('+', '.').equals(name))
              .findFirst()
              .map(e -> with(now, 0, Map.of(e.getKey(), e.getValue()), gpus));
    };
  }

  private static Gpu with(Gpu gpu, int count, Map<String, Integer> profiles, int times) {
    var slots = new ArrayList<MigSlots>();
    profiles.forEach((profile, n) -> slots.add(new MigSlots(profile, n * times)));
    slots.sort((a, b) -> a.profile().compareTo(b.profile()));
    return gpu.with(count, false, slots);
  }

  private static Map<String, Model> table() {
    var models = new LinkedHashMap<String, Model>();
    TABLE
        .lines()
        .map(line -> line.split(" \\| ", -1))
        .forEach(row -> {
          var model = new Model(counts(row[1]), counts(row[2]));
          List.of(row[0].split(",", -1)).forEach(p -> models.put(Products.canonical(p), model));
        });
    return Map.copyOf(models);
  }

  private static Map<String, Integer> counts(String text) {
    var counts = new LinkedHashMap<String, Integer>();
    for (var part : text.split(" ", -1)) {
      int times = part.indexOf('×');
      counts.put(part.substring(0, times), Integer.parseInt(part.substring(times + 1)));
    }
    return counts;
  }
}
