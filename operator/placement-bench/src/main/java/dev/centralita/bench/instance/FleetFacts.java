package dev.centralita.bench.instance;

import dev.centralita.placement.Ceiling;
import dev.centralita.placement.Certification;
import dev.centralita.placement.CertificationNeed;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.Need;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.PodFacts;
import dev.centralita.placement.PolicyClass;
import dev.centralita.placement.Population;
import dev.centralita.placement.Power;
import dev.centralita.placement.Request;
import dev.centralita.placement.SiteFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Sites, nodes and workloads as the operator tells its Fleet of them; drawn at random. */
final class FleetFacts {
  static final long NOW = 1_800_000_000L;
  static final int NODES = 8;
  private static final int CLASSES = 200;
  private static final int MIXES = 100;
  private static final List<String> PRODUCTS = List.of("L4", "L40S", "A100", "H100");
  private static final int[] WATTS = {72, 350, 400, 700};
  private static final List<String> COUNTRIES =
      List.of("AT", "BE", "CZ", "DE", "ES", "FR", "IT", "NL", "PL", "PT");
  private static final List<String> CARRIERS =
      List.of("A1", "KPN", "MEO", "Orange", "Proximus", "Telefónica", "Telekom", "TIM", "Vodafone");

  /** GPUs, products (bits), millicores, MiB. */
  private static final int[][] SHAPES = {
    {1, 0b1111, 4_000, 16_384}, {1, 0b0011, 8_000, 65_536}, {1, 0b0001, 8_000, 131_072},
    {2, 0b1111, 8_000, 65_536}, {2, 0b0011, 16_000, 131_072}, {3, 0b0111, 12_000, 65_536},
    {4, 0b0011, 24_000, 262_144}, {4, 0b1111, 16_000, 131_072}, {5, 0b0011, 20_000, 131_072},
    {6, 0b0001, 48_000, 393_216}, {8, 0b0011, 64_000, 524_288}, {8, 0b0001, 96_000, 786_432}
  };

  final String[] names;
  private final int[] product;
  private final SplittableRandom random;
  private final List<PolicyClass> classes = new ArrayList<>();
  private final List<List<Population>> mixes = new ArrayList<>();
  private static final List<Need> NEEDS = needs();

  FleetFacts(int sites, SplittableRandom random) {
    this.random = random;
    names = new String[sites];
    product = random.ints((long) sites * NODES, 0, PRODUCTS.size()).toArray();
    for (int s = 0; s < sites; s++) {
      names[s] = siteName(s);
    }
    for (int c = 0; c < CLASSES; c++) {
      classes.add(policy());
    }
    for (int m = 0; m < MIXES; m++) {
      List<Population> mix = new ArrayList<>();
      for (int p = random.nextInt(1, 4); p > 0; p--) {
        mix.add(new Population("p" + p, latitude(), longitude(), random.nextInt(1, 10)));
      }
      mixes.add(List.copyOf(mix));
    }
  }

  static String siteName(int site) {
    return "site-%04d".formatted(site);
  }

  static String nodeName(int node) {
    return "node-" + node;
  }

  private int latitude() {
    return random.nextInt(36_500_000, 50_000_000);
  }

  private int longitude() {
    return random.nextInt(-9_000_000, 15_000_000);
  }

  SiteFacts site(int site) {
    String country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
    return new SiteFacts(
        names[site],
        true,
        null,
        true,
        List.of(),
        country,
        Set.of(country),
        List.of(new Certification("ENS", "High", 1 + site % 3, NOW + 1_000_000)),
        CARRIERS.get(random.nextInt(CARRIERS.size())),
        latitude(),
        longitude(),
        320,
        new Power(1_500_000, 1_250, 10_000, 50_000),
        ceilings(site));
  }

  private List<Ceiling> ceilings(int site) {
    int[] count = new int[PRODUCTS.size()];
    for (int n = 0; n < NODES; n++) {
      count[product[site * NODES + n]] += 8;
    }
    List<Ceiling> out = new ArrayList<>();
    for (int p = 0; p < count.length; p++) {
      if (count[p] > 0) {
        out.add(new Ceiling(PRODUCTS.get(p), count[p]));
      }
    }
    return out;
  }

  NodeFacts node(int site, int node, int millicoresLess) {
    int p = product[site * NODES + node];
    Gpu gpu = new Gpu(PRODUCTS.get(p), "family", 80, 9, 0, WATTS[p], 8, false, List.of());
    return new NodeFacts(
        nodeName(node), true, List.of(), gpu, 192_000 - millicoresLess, 1L << 40, 110);
  }

  static PodFacts pod(String uid, String node, @Nullable String workload, int shape) {
    int[] s = SHAPES[shape];
    return new PodFacts(uid, node, workload, 1, s[0], List.of(), s[2], (long) s[3] << 20, false);
  }

  /** Admits 20–60 % of the sites: some countries, some carriers, perhaps a certificate. */
  private PolicyClass policy() {
    while (true) {
      Set<String> countries = some(COUNTRIES, 0.7);
      Set<String> carriers = some(CARRIERS, 0.7);
      boolean certified = random.nextInt(4) == 0;
      double share =
          (double) countries.size() / COUNTRIES.size() * carriers.size() / CARRIERS.size();
      share *= certified ? 2.0 / 3 : 1;
      if (share >= 0.2 && share <= 0.6) {
        return new PolicyClass(
            countries,
            random.nextInt(4) == 0 ? Set.of("US") : Set.of(),
            certified ? List.of(new CertificationNeed("ENS", 2, "ENS Medium")) : List.of(),
            carriers,
            Set.of(),
            0);
      }
    }
  }

  private Set<String> some(List<String> of, double share) {
    Set<String> out = new HashSet<>();
    for (String one : of) {
      if (random.nextDouble() < share) {
        out.add(one);
      }
    }
    return out;
  }

  /** Small shapes come more often: the lesser of two draws. */
  int anyShape() {
    return Math.min(random.nextInt(SHAPES.length), random.nextInt(SHAPES.length));
  }

  static int gpus(int shape) {
    return SHAPES[shape][0];
  }

  static int shapeOf(Request request) {
    return NEEDS.indexOf(request.need());
  }

  Request request(String uid) {
    return request(uid, anyShape());
  }

  Request request(String uid, int shape) {
    return Request.of(uid, uid, 1, NEEDS.get(shape))
        .edit()
        .policy(classes.get(random.nextInt(CLASSES)))
        .populations(mixes.get(random.nextInt(MIXES)))
        .percentile(90)
        .maxRttMicros(random.nextInt(3) == 0 ? 25_000 : 0)
        .done();
  }

  private static List<Need> needs() {
    List<Need> out = new ArrayList<>();
    for (int[] s : SHAPES) {
      Set<String> products = new HashSet<>();
      for (int p = 0; p < PRODUCTS.size(); p++) {
        if ((s[1] >>> p & 1) != 0) {
          products.add(PRODUCTS.get(p));
        }
      }
      if (products.size() == PRODUCTS.size()) {
        products.clear();
      }
      out.add(
          Need.gpus(s[0])
              .edit()
              .products(products)
              .cpuMillis(s[2])
              .memoryBytes((long) s[3] << 20)
              .done());
    }
    return List.copyOf(out);
  }
}
