package dev.centralita.placement;

import java.util.ArrayList;
import java.util.List;

/** Evaluates every constraint at every site, for one more replica beside what the workload has. */
final class Explainer {
  private Explainer() {}

  static Explanation explain(List<SiteState> sites, Request request, long now, Verdict verdict) {
    var out = new ArrayList<Explanation.Site>();
    for (var site : sites) {
      out.add(explain(site, request, now));
    }
    out.sort((a, b) -> Integer.compare(a.rttMicros(), b.rttMicros()));
    return new Explanation(request.workloadUid(), verdict, out);
  }

  private static Explanation.Site explain(SiteState site, Request request, long now) {
    var claim = site.claims.get(request.workloadUid());
    int there = claim == null ? 0 : claim.slots.size();
    int rtt = site.distance.meanMicros(request.populations());
    var failing = Constraints.failing(site, request, now, there);
    return new Explanation.Site(
        site.facts.id(),
        rtt,
        failing,
        failing.isEmpty() ? score(site, request, rtt) : null,
        Relaxer.smallest(site, request, now, there, failing));
  }

  private static Explanation.Score score(SiteState site, Request request, int rtt) {
    var node = site.bestNode(request);
    if (node == null) {
      throw new IllegalStateException(
          "site %s: all constraints hold for %s but no node takes it"
              .formatted(site.facts.id(), request.name()));
    }
    var gpu = node.facts.gpu();
    long milliwatts =
        gpu == null || request.need().gpus() == 0 ? 0 : Watts.milliwatts(gpu, request.need());
    return new Explanation.Score(
        (long) rtt * request.weight(), node.facts.name(), 0, (milliwatts + 999) / 1000);
  }
}
