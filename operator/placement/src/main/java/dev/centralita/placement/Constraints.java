package dev.centralita.placement;

import dev.centralita.placement.Explanation.Failing;
import dev.centralita.placement.Reason.Leaving;
import org.jspecify.annotations.Nullable;

/** The whole table for one site, as the facts and the index have it now. */
final class Constraints {
  private static final Constraint[] ALL = Constraint.values();

  private Constraints() {}

  /** What facts about the site alone decide; capacity plays no part. */
  static int failingStatic(SiteState site, Asked asked) {
    int failing = 0;
    for (var row : ALL) {
      if (row.isStatic() && !SiteRules.holds(row, site, asked)) {
        failing |= row.bit();
      }
    }
    return failing;
  }

  /** Whether the law says that nothing of the request may be at the site. */
  static boolean forbidden(SiteFacts site, Request request, long now) {
    for (var row : ALL) {
      if (row.isStatic()
          && row != Constraint.Latency
          && !SiteRules.holds(row, site, request, now)
          && SiteRules.reason(row, site, request).leaving() == Leaving.AtOnce) {
        return true;
      }
    }
    return false;
  }

  /** All rows, given how many replicas the request already has at the site. */
  static int failing(SiteState site, Asked asked, NodeRules nodes, int replicasThere) {
    int failing = failingStatic(site, asked) | nodes.failing(site, asked);
    int most = asked.request.maxReplicasPerSite();
    failing |= most > 0 && replicasThere >= most ? Constraint.Spread.bit() : 0;
    failing |= isIn(asked.alone, site) ? Constraint.Affinity.bit() : 0;
    return isIn(asked.unwelcome, site) ? failing | Constraint.AntiAffinity.bit() : failing;
  }

  private static boolean isIn(long @Nullable [] sites, SiteState site) {
    return sites != null && Register.get(sites, site.id);
  }

  /** Need and offer of a row that fails. */
  static Failing describe(
      Constraint row, SiteState site, Asked asked, NodeRules nodes, int replicasThere) {
    if (row == Constraint.Spread) {
      return new Failing(
          Reason.Spread,
          "at most " + asked.request.maxReplicasPerSite() + " replicas per site",
          replicasThere + " are here");
    }
    if (row == Constraint.Affinity || row == Constraint.AntiAffinity) {
      return asked.company.failing(row, site, asked.request);
    }
    return row.isStatic() ? SiteRules.failing(row, site, asked) : nodes.failing(row, site, asked);
  }
}
