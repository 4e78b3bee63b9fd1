package dev.centralita.placement;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Short forms of facts for tests. */
final class Facts {
  static final long NOW = 1_800_000_000L;

  private Facts() {}

  static SiteFacts site(String id, int lonE6) {
    return site(id, lonE6, Power.UNLIMITED);
  }

  static SiteFacts site(String id, int lonE6, Power power) {
    return site(id, lonE6, power, true, null, true, "ES", Set.of("ES"), List.of(), "Telefónica");
  }

  static SiteFacts closed(String id, int lonE6, Reason reason) {
    return site(
        id, lonE6, Power.UNLIMITED, false, reason, true, "ES", Set.of("ES"), List.of(), "T");
  }

  static SiteFacts site(
      String id,
      int lonE6,
      Power power,
      boolean schedulable,
      @Nullable Reason why,
      boolean observed,
      String country,
      Set<String> controlledBy,
      List<Certification> certifications,
      String carrier) {
    return new SiteFacts(
        id,
        schedulable,
        why,
        observed,
        List.of(),
        country,
        controlledBy,
        certifications,
        carrier,
        40_000_000,
        lonE6,
        300,
        power,
        List.of());
  }

  static NodeFacts node(String name, String product, int gpus) {
    return new NodeFacts(
        name,
        true,
        List.of(),
        new Gpu(product, "ada", 24, 8, 9, 72, gpus, false, List.of()),
        64_000,
        256L << 30,
        110);
  }

  static PodFacts pod(String uid, String node, @Nullable String workload, int gpus) {
    return new PodFacts(uid, node, workload, 1, gpus, List.of(), 0, 0, false);
  }

  static Request request(String uid, int replicas, int gpus) {
    return Request.of(uid, uid, replicas, Need.gpus(gpus))
        .edit()
        .populations(List.of(new Population("home", 40_000_000, 0, 1)))
        .done();
  }

  static Request policy(Request r, PolicyClass policy) {
    return r.edit().policy(policy).done();
  }

  static Request gang(Request r, boolean allOrNothing, boolean singleSite) {
    return r.edit().allOrNothing(allOrNothing).singleSite(singleSite).done();
  }

  /** For example {@code "a×2@0 b×1@9 missing 1"}; RTTs left out. */
  static String show(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused refused -> "refused";
      case Verdict.Placed placed -> {
        var text = new StringBuilder();
        for (var a : placed.assignments()) {
          text.append(a.site()).append("×").append(a.replicas()).append(' ');
        }
        yield text.append("missing ").append(placed.missing()).toString();
      }
    };
  }
}
