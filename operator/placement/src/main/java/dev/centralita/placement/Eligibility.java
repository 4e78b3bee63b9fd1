package dev.centralita.placement;

import dev.centralita.placement.hot.Placement;

/**
 * What the law and the taints of each site say to one class of requests, a bit per site and row of
 * the constraint table. Follows the register and the clock: only sites whose facts changed are
 * asked again, and all of them when a certificate has run out since.
 */
final class Eligibility {
  private static final Constraint[] ROWS = {
    Constraint.Tainted,
    Constraint.Jurisdiction,
    Constraint.Control,
    Constraint.Certification,
    Constraint.Carrier
  };

  private final Request request;
  private final Register register;
  final long[][] passes = new long[Placement.STATIC][0];
  private long clock = -1;

  /** The span of times within which no certificate that counts begins or ceases to be valid. */
  private long from = Long.MAX_VALUE;

  private long to = Long.MIN_VALUE;

  Eligibility(Request request, Register register) {
    this.request = request;
    this.register = register;
  }

  void refresh(long now) {
    boolean all = now < from || now > to;
    if (!all && clock == register.clock()) {
      return;
    }
    if (all) {
      from = Long.MIN_VALUE;
      to = Long.MAX_VALUE;
    }
    for (var row : ROWS) {
      passes[row.ordinal()] = register.widened(passes[row.ordinal()]);
    }
    for (var site : register.sites()) {
      if (all || site.changed > clock) {
        for (var row : ROWS) {
          boolean holds = SiteRules.holds(row, site.facts, request, now);
          Register.set(passes[row.ordinal()], site.id, holds);
        }
        span(site.facts, now);
      }
    }
    clock = register.clock();
  }

  private void span(SiteFacts site, long now) {
    if (request.policy().certifications().isEmpty()) {
      return;
    }
    long horizon = request.policy().horizonSeconds();
    for (var certificate : site.certifications()) {
      long last = certificate.validUntilEpochSecond() - horizon;
      if (now <= last) {
        to = Math.min(to, last);
      } else {
        from = Math.max(from, last + 1);
      }
    }
  }
}
