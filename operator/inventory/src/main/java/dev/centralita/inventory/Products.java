package dev.centralita.inventory;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The GPU models known, and one name for each of the ways a model is written: node label, NVML
 * name, register.
 */
public final class Products {
  /**
   * Columns: canonical name, family, nominal GB, compute capability, watts of one GPU, compute
   * slices under MIG (0: cannot be partitioned).
   *
   * <p>Names are NVML's with blanks as hyphens, the way gpu-feature-discovery labels nodes. Watts
   * are the maximum board power (TDP) of NVIDIA's data sheet of each product; where a sheet gives a
   * range (H100 NVL 350–400, H200 NVL up to 600, GH200 450–1000) the upper end; of an A16 board
   * (250 W, four GPUs) a quarter. A10G is Amazon's A10 with a 300 W limit; B300 and GB300 as in the
   * DGX B300 and GB300 NVL72 guides. A superchip's watts include its CPU.
   */
  private static final String TABLE =
      """
      Tesla-V100-PCIE-16GB                        volta          16  7.0   250  0
      Tesla-V100-PCIE-32GB                        volta          32  7.0   250  0
      Tesla-V100-SXM2-16GB                        volta          16  7.0   300  0
      Tesla-V100-SXM2-32GB                        volta          32  7.0   300  0
      Tesla-V100-SXM3-32GB                        volta          32  7.0   350  0
      Tesla-T4                                    turing         16  7.5    70  0
      NVIDIA-A2                                   ampere         16  8.6    60  0
      NVIDIA-A10                                  ampere         24  8.6   150  0
      NVIDIA-A10G                                 ampere         24  8.6   300  0
      NVIDIA-A16                                  ampere         16  8.6    63  0
      NVIDIA-A30                                  ampere         24  8.0   165  4
      NVIDIA-A40                                  ampere         48  8.6   300  0
      NVIDIA-RTX-A6000                            ampere         48  8.6   300  0
      NVIDIA-A100-PCIE-40GB                       ampere         40  8.0   250  7
      NVIDIA-A100-SXM4-40GB                       ampere         40  8.0   400  7
      NVIDIA-A100-80GB-PCIe                       ampere         80  8.0   300  7
      NVIDIA-A100-SXM4-80GB                       ampere         80  8.0   400  7
      NVIDIA-L4                                   ada-lovelace   24  8.9    72  0
      NVIDIA-L20                                  ada-lovelace   48  8.9   275  0
      NVIDIA-L40                                  ada-lovelace   48  8.9   300  0
      NVIDIA-L40S                                 ada-lovelace   48  8.9   350  0
      NVIDIA-RTX-6000-Ada-Generation              ada-lovelace   48  8.9   300  0
      NVIDIA-H20                                  hopper         96  9.0   400  7
      NVIDIA-H100-PCIe                            hopper         80  9.0   350  7
      NVIDIA-H100-80GB-HBM3                       hopper         80  9.0   700  7
      NVIDIA-H100-NVL                             hopper         94  9.0   400  7
      NVIDIA-H200                                 hopper        141  9.0   700  7
      NVIDIA-H200-NVL                             hopper        141  9.0   600  7
      NVIDIA-GH200-480GB                          hopper         96  9.0  1000  7
      NVIDIA-GH200-144G-HBM3e                     hopper        144  9.0  1000  7
      NVIDIA-B200                                 blackwell     180 10.0  1000  7
      NVIDIA-GB200                                blackwell     186 10.0  1200  7
      NVIDIA-B300-SXM6-AC                         blackwell     269 10.3  1400  7
      NVIDIA-GB300                                blackwell     278 10.3  1400  7
      NVIDIA-RTX-PRO-6000-Blackwell-Server-Edition blackwell     96 12.0   600  4
      """;

  /** What GFD appends for partitions and time slices, and what the maker is called. */
  private static final Pattern SUFFIX = Pattern.compile("(-MIG-[^-]+(?:-me)?)?(-SHARED)?$");

  private static final Pattern MAKER = Pattern.compile("^(NVIDIA|TESLA)+");

  /** Last, because reading the table uses the patterns. */
  private static final Map<String, Product> BY_KEY = table();

  private Products() {}

  /** Every model of the table. */
  public static Collection<Product> known() {
    return BY_KEY.values();
  }

  /** The model of that name, however it is written. */
  public static Optional<Product> find(String name) {
    return Optional.ofNullable(BY_KEY.get(key(name)));
  }

  /**
   * The one name of a model: the table's if it is there, otherwise the name as a node label would
   * spell it. Names that differ only in blanks, case or the maker's name are one model.
   */
  public static String canonical(String name) {
    return find(name).map(Product::name).orElseGet(() -> asLabel(base(name)));
  }

  /** The model of the table whose name begins most like the given one, for advice. */
  static Optional<String> nearest(String name) {
    var key = key(name);
    var best = "";
    var most = 1;
    for (var entry : BY_KEY.entrySet()) {
      var common = 0;
      while (common < Math.min(key.length(), entry.getKey().length())
          && key.charAt(common) == entry.getKey().charAt(common)) {
        common++;
      }
      if (common > most) {
        most = common;
        best = entry.getValue().name();
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** The name without what partitioning and sharing append. */
  static String base(String name) {
    return SUFFIX.matcher(name.strip()).replaceFirst("");
  }

  private static String asLabel(String name) {
    return name.replaceAll("[^A-Za-z0-9-_. ]", "").strip().replace(' ', '-');
  }

  private static String key(String name) {
    var plain = base(name).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return MAKER.matcher(plain).replaceFirst("");
  }

  private static Map<String, Product> table() {
    var byKey = new LinkedHashMap<String, Product>();
    TABLE
        .lines()
        .map(line -> line.split(" +", -1))
        .forEach(row -> {
          var compute = row[3].split("\\.", -1);
          var product =
              new Product(
                  row[0],
                  row[1],
                  Integer.parseInt(row[2]),
                  Integer.parseInt(compute[0]),
                  Integer.parseInt(compute[1]),
                  Integer.parseInt(row[4]),
                  Integer.parseInt(row[5]));
          byKey.put(key(product.name()), product);
        });
    return Collections.unmodifiableMap(byKey);
  }
}
