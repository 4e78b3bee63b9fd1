package dev.centralita.placement;

import dev.centralita.placement.hot.Placement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why sites take no (more) replica: counted for all, told in detail of the nearest. */
final class Refusing {
  /** People read of the nearest; needs and offers of a whole fleet would cost a decision. */
  static final int MOST_TOLD = 20;

  private final Pass pass;
  private final List<Candidate> candidates;

  /** Sites that are asked: all but the one that has what is left to place. */
  private final long[] asked;

  /**
   * @param candidates with what they hold; how many replicas are where follows from it
   * @param spared is not asked; null asks all
   */
  Refusing(Pass pass, List<Candidate> candidates, @Nullable SiteState spared) {
    this.pass = pass;
    this.candidates = candidates;
    int most = pass.asked.request.maxReplicasPerSite();
    long[] spread = most == 0 ? null : new long[pass.index.words()];
    for (var c : candidates) {
      if (spread != null && c.replicas() >= most) {
        Register.set(spread, c.site.id, true);
      }
    }
    pass.query.spread = spread;
    pass.judge();
    asked = pass.index.alive().clone();
    if (spared != null) {
      Register.set(asked, spared.id, false);
    }
  }

  /** Sites by the first reason for which they refuse. */
  Map<Reason, Integer> counts() {
    var counts = new EnumMap<Reason, Integer>(Reason.class);
    long[] left = asked.clone();
    for (int row = 0; row < Placement.ROWS; row++) {
      for (int w = 0; w < left.length; w++) {
        for (long these = left[w] & pass.masks.word(row, w); these != 0; these &= these - 1) {
          int site = (w << 6) + Long.numberOfTrailingZeros(these);
          counts.merge(reason(row, pass.register.site(site)), 1, Integer::sum);
        }
        left[w] &= ~pass.masks.word(row, w);
      }
    }
    return counts;
  }

  private Reason reason(int row, SiteState site) {
    var constraint =
        switch (row) {
          case Placement.FULL -> Constraint.first(pass.nodes.failing(site, pass.asked));
          case Placement.SPREAD -> Constraint.Spread;
          case Placement.AFFINITY -> Constraint.Affinity;
          case Placement.ANTI_AFFINITY -> Constraint.AntiAffinity;
          default -> Constraint.first(1 << row);
        };
    return SiteRules.reason(constraint, site.facts, pass.asked.request);
  }

  /** The nearest sites that refuse, nearest first. */
  List<Refusal> nearest() {
    var out = new ArrayList<Refusal>();
    long[] feasible = pass.masks.candidates();
    for (int r = 0; r < pass.sites() && out.size() < MOST_TOLD; r++) {
      int site = pass.query.nearest.order[r];
      if (Register.get(asked, site) && !Register.get(feasible, site)) {
        out.add(refusal(pass.register.site(site)));
      }
    }
    return out;
  }

  private Refusal refusal(SiteState site) {
    int there = replicas(site);
    int failing = pass.failing(site);
    var first = pass.describe(Constraint.first(failing), site, there);
    return new Refusal(
        site.facts.id(),
        first.reason(),
        first.need(),
        first.offer(),
        pass.asked.nearness.percentileMicros[site.id],
        pass.relax(site, there, failing));
  }

  private int replicas(SiteState site) {
    for (var c : candidates) {
      if (c.site == site) {
        return c.replicas();
      }
    }
    return 0;
  }
}
