package dev.centralita.placement;

import dev.centralita.placement.hot.Barred;

/**
 * What the state, the taints and the law of each site say to one class of requests, a bit per site
 * and row of the constraint table. Follows the register and the clock: only sites whose facts
 * changed are asked again, and all of them when a certificate has run out since.
 */
final class Eligibility {
  private static final Constraint[] ROWS = {
    Constraint.Unobserved,
    Constraint.Closed,
    Constraint.Tainted,
    Constraint.Jurisdiction,
    Constraint.Control,
    Constraint.Certification,
    Constraint.Carrier
  };

  private final Request request;
  private final Register register;
  final Barred masks = new Barred();
  private long clock = -1;

  /** The span of times within which no certificate that counts begins or ceases to be valid. */
  private long from = Long.MAX_VALUE;

  private long to = Long.MIN_VALUE;

  Eligibility(Request request, Register register) {
    this.request = request;
    this.register = register;
  }

  void refresh(long now) {
    boolean expired = now < from || now > to;
    if (expired || clock != register.clock()) {
      boolean all = !masks.fits(register.words()) || expired;
      if (all) {
        from = Long.MIN_VALUE;
        to = Long.MAX_VALUE;
      }
      for (var site : register.sites()) {
        if (all || site.changed > clock) {
          for (var row : ROWS) {
            masks.set(row.ordinal(), site.id, !SiteRules.holds(row, site.facts, request, now));
          }
          span(site.facts, now);
        }
      }
      masks.settle(register.alive());
      clock = register.clock();
    }
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
