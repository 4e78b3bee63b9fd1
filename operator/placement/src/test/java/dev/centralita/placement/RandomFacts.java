package dev.centralita.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Facts and requests drawn from a few of each kind, so that they meet. */
final class RandomFacts {
  static final int SITES = 5;
  static final int NODES = 4;
  private static final List<String> COUNTRIES = List.of("ES", "PT", "FR");
  private static final List<String> PRODUCTS = List.of("L4", "H100");
  private static final List<String> PROFILES = List.of("1g.10gb", "3g.40gb");
  private static final Taint TAINT = new Taint("dedicated", "", Taint.Effect.NoSchedule);
  private static final Toleration COVERS = new Toleration("dedicated", null, null);

  private final SplittableRandom random;

  RandomFacts(SplittableRandom random) {
    this.random = random;
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  String siteName() {
    return "s" + random.nextInt(SITES);
  }

  String nodeName() {
    return "n" + random.nextInt(NODES);
  }

  SiteFacts site(String id) {
    var country = any(COUNTRIES);
    var ceilings =
        oneIn(3)
            ? List.of(new Ceiling("L4", random.nextInt(1, 20)), new Ceiling("H100", 6))
            : List.<Ceiling>of();
    return new SiteFacts(
        id,
        !oneIn(8),
        oneIn(2) ? null : Reason.Draining,
        !oneIn(8),
        oneIn(8) ? List.of(TAINT) : List.of(),
        country,
        oneIn(5) ? Set.of() : Set.of(country),
        List.of(
            new Certification("ENS", "level", random.nextInt(1, 4), Facts.NOW + random.nextInt(9))),
        oneIn(2) ? "Orange" : "Vodafone",
        40_000_000,
        oneIn(4) ? random.nextInt(4) * 400_000 : id.charAt(1) * 400_000,
        300,
        oneIn(3) ? Power.UNLIMITED : new Power(random.nextInt(100, 2_500), 1200, 20, 10),
        ceilings);
  }

  NodeFacts node(String name) {
    var product = any(PRODUCTS);
    int gpus = random.nextInt(9);
    var gpu =
        new Gpu(
            product,
            "family",
            80,
            9,
            0,
            oneIn(9) ? -1 : 70 + random.nextInt(2) * 30,
            gpus,
            oneIn(9),
            product.equals("H100") ? partitions(gpus) : List.of());
    return new NodeFacts(
        name,
        !oneIn(8),
        oneIn(6) ? List.of(TAINT) : List.of(),
        oneIn(9) ? null : gpu,
        random.nextInt(4_000, 32_000),
        (long) random.nextInt(8, 64) << 30,
        random.nextInt(2, 12));
  }

  /** None, some cut beforehand, or cut on demand. */
  private List<MigSlots> partitions(int gpus) {
    return switch (random.nextInt(3)) {
      case 0 -> List.of();
      case 1 -> List.of(new MigSlots("1g.10gb", random.nextInt(8)), new MigSlots("3g.40gb", 2));
      default -> {
        var ones = List.of(1, 2, 4, 8, 16, 32, 64);
        yield List.of(
            new MigSlots("1g.10gb", 7 * gpus, ones),
            new MigSlots("3g.40gb", 2 * gpus, List.of(0x0f, 0xf0)));
      }
    };
  }

  /** Where some of the slices are, whether the node has such GPUs or not. */
  private MigSlots held() {
    var profile = any(PROFILES);
    var spots = new ArrayList<Integer>();
    for (int s = random.nextInt(3); s > 0; s--) {
      int slices = profile.equals("1g.10gb") ? 1 << random.nextInt(7) : oneIn(2) ? 0x0f : 0xf0;
      spots.add(MigSlots.spot(random.nextInt(9), slices));
    }
    return new MigSlots(profile, spots.size() + random.nextInt(2), spots);
  }

  /**
   * Of a workload more often than not, sometimes unbound, sometimes on a node that is not there.
   */
  PodFacts pod(String uid) {
    var mig = oneIn(3) ? List.of(held()) : List.<MigSlots>of();
    return new PodFacts(
        uid,
        oneIn(8) ? null : nodeName(),
        oneIn(3) ? null : "w" + random.nextInt(8),
        1,
        mig.isEmpty() ? random.nextInt(4) : 0,
        mig,
        random.nextInt(4_000),
        (long) random.nextInt(8) << 30,
        oneIn(5));
  }

  Request request(int workload) {
    var policy =
        new PolicyClass(
            oneIn(2) ? Set.of() : Set.of("ES", "PT"),
            oneIn(2) ? Set.of() : Set.of("FR"),
            oneIn(2)
                ? List.of()
                : List.of(new CertificationNeed("ENS", random.nextInt(1, 4), "ENS")),
            oneIn(2) ? Set.of() : Set.of("Orange"),
            oneIn(4) ? Set.of("Vodafone") : Set.of(),
            random.nextInt(7));
    boolean batch = oneIn(3);
    return Request.of("w" + workload, "w" + workload, random.nextInt(1, 5), need())
        .edit()
        .policy(policy)
        .populations(
            oneIn(4) ? List.of() : List.of(new Population("home", 40_000_000, 20_000_000, 1)))
        .maxRttMicros(oneIn(2) ? 0 : random.nextInt(1_000, 9_000))
        .allOrNothing(batch)
        .singleSite(oneIn(2) && batch)
        .maxReplicasPerSite(oneIn(3) ? random.nextInt(1, 3) : 0)
        .tolerations(oneIn(3) ? List.of(COVERS) : List.of())
        .excludedSites(oneIn(3) ? Map.of(siteName(), "tried") : Map.of())
        .affinity(affinity())
        .done();
  }

  /** Most live in one namespace and bear one of three labels. */
  private Affinity affinity() {
    return oneIn(3)
        ? Affinity.NONE
        : new Affinity(
            oneIn(8) ? "elsewhere" : "here",
            oneIn(4) ? Map.of() : term(),
            oneIn(3) ? List.of(term()) : List.of(),
            oneIn(3) ? List.of(term(), term()) : List.of());
  }

  private Map<String, String> term() {
    return Map.of("app", any(List.of("web", "cache", "batch")));
  }

  private Need need() {
    var profile = oneIn(4) ? any(PROFILES) : "";
    return Need.gpus(random.nextInt(4))
        .edit()
        .products(oneIn(2) ? Set.of() : Set.of(any(PRODUCTS)))
        .family(oneIn(5) ? "family" : "")
        .minMemoryGiB(oneIn(3) ? 40 : 0)
        .migProfile(profile)
        .shared(oneIn(3))
        .cpuMillis(random.nextInt(6) * 1_000)
        .memoryBytes((long) random.nextInt(6) << 30)
        .done();
  }

  /** A promise nobody decided: of a run before, to nodes and sites that may not be there. */
  List<Assignment> assignments() {
    var out = new ArrayList<Assignment>();
    for (int i = random.nextInt(3); i > 0; i--) {
      var nodes = new ArrayList<String>();
      for (int r = random.nextInt(1, 4); r > 0; r--) {
        nodes.add(oneIn(5) ? "" : nodeName());
      }
      var site = siteName();
      if (out.stream().noneMatch(a -> a.site().equals(site))) {
        out.add(new Assignment(site, nodes.size(), nodes, 0, random.nextInt(500)));
      }
    }
    return out;
  }
}
