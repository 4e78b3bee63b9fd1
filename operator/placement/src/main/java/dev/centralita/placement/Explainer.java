package dev.centralita.placement;

import java.util.ArrayList;

/** Every constraint at every site, for one more replica beside what the workload has. */
final class Explainer {
  private Explainer() {}

  /** Works on the masks: {@link Pass#judge} comes first. */
  static Explanation explain(Pass pass, Verdict verdict) {
    pass.judge();
    var out = new ArrayList<Explanation.Site>(pass.sites());
    for (int r = 0; r < pass.sites(); r++) {
      out.add(explain(pass, pass.site(r)));
    }
    return new Explanation(pass.asked.request.workloadUid(), verdict, out);
  }

  private static Explanation.Site explain(Pass pass, SiteState site) {
    var claim = site.holdings.claim(pass.asked.request.workloadUid());
    int there = claim == null ? 0 : claim.slots.size();
    int rows = pass.failing(site);
    var failing = new ArrayList<Explanation.Failing>(4);
    for (int left = rows; left != 0; left &= left - 1) {
      failing.add(pass.describe(Constraint.first(left), site, there));
    }
    return new Explanation.Site(
        site.facts.id(),
        pass.rttMicros(site),
        failing,
        rows == 0 ? score(pass, site) : null,
        pass.relax(site, there, rows));
  }

  private static Explanation.Score score(Pass pass, SiteState site) {
    var request = pass.asked.request;
    var node = pass.best(site);
    if (node == null) {
      throw new IllegalStateException(
          "site %s: all constraints hold for %s but no node takes it"
              .formatted(site.facts.id(), request.name()));
    }
    return new Explanation.Score(
        (long) pass.rttMicros(site) * request.weight(),
        node.name,
        pass.index.fragmentation(node.row, pass.query.slot),
        (pass.milliwatts(node) + 999) / 1000);
  }
}
