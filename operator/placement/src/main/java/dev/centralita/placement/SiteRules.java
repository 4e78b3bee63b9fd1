package dev.centralita.placement;

import dev.centralita.placement.Explanation.Failing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeSet;

/** The rows of the constraint table that facts about a site decide. */
final class SiteRules {
  private SiteRules() {}

  /** Whether a row other than {@link Constraint#Latency} holds. */
  static boolean holds(Constraint row, SiteFacts site, Request request, long now) {
    var policy = request.policy();
    return switch (row) {
      case Unobserved -> site.observed();
      case Closed -> site.schedulable();
      case Tainted -> Toleration.firstUncovered(site.taints(), request.tolerations()) == null;
      case BackOff -> request.backOff(site.id()) == null;
      case Jurisdiction ->
          policy.countries().isEmpty() || policy.countries().contains(site.country());
      case Control -> controlHolds(site, policy);
      case Certification -> certificationHolds(site, policy, now + policy.horizonSeconds());
      case Carrier ->
          (policy.carriersAllow().isEmpty() || policy.carriersAllow().contains(site.carrier()))
              && !policy.carriersDeny().contains(site.carrier());
      default -> throw new IllegalArgumentException(row + " is not about the site's facts");
    };
  }

  static boolean holds(Constraint row, SiteState site, Asked asked) {
    if (row != Constraint.Latency) {
      return holds(row, site.facts, asked.request, asked.now);
    }
    return asked.request.maxRttMicros() == 0
        || asked.request.populations().isEmpty()
        || asked.nearness.percentileMicros[site.id] <= asked.request.maxRttMicros();
  }

  private static boolean controlHolds(SiteFacts site, PolicyClass policy) {
    if (policy.excludedControl().isEmpty()) {
      return true;
    }
    if (site.controlledBy().isEmpty()) {
      return false;
    }
    for (var country : site.controlledBy()) {
      if (policy.excludedControl().contains(country)) {
        return false;
      }
    }
    return true;
  }

  private static boolean certificationHolds(SiteFacts site, PolicyClass policy, long until) {
    for (var need : policy.certifications()) {
      if (!holds(site, need, until)) {
        return false;
      }
    }
    return true;
  }

  static boolean holds(SiteFacts site, CertificationNeed need, long until) {
    for (var c : site.certifications()) {
      if (c.scheme().equals(need.scheme())
          && c.rank() >= need.minRank()
          && c.validUntilEpochSecond() >= until) {
        return true;
      }
    }
    return false;
  }

  /** The reason that a failing row is reported as. */
  static Reason reason(Constraint row, SiteFacts site, Request request) {
    return switch (row) {
      case Unobserved -> Reason.Unobserved;
      case Closed -> {
        var why = site.unschedulableReason();
        yield why == null ? Reason.Cordoned : why;
      }
      case Tainted -> {
        var taint = Toleration.firstUncovered(site.taints(), request.tolerations());
        yield taint != null && taint.effect() == Taint.Effect.NoExecute
            ? Reason.TaintedNoExecute
            : Reason.Tainted;
      }
      case BackOff -> Reason.BackOff;
      case Jurisdiction -> Reason.Jurisdiction;
      case Control -> Reason.Control;
      case Certification -> Reason.Certification;
      case Carrier -> Reason.Carrier;
      case Latency -> Reason.Latency;
      case Accelerator -> Reason.Accelerator;
      case PowerUnknown -> Reason.PowerUnknown;
      case NodeFit -> Reason.NodeFit;
      case Ceiling -> Reason.Ceiling;
      case Power -> Reason.Power;
      case Spread -> Reason.Spread;
      case Affinity -> Reason.Affinity;
      case AntiAffinity -> Reason.AntiAffinity;
    };
  }

  /** Need and offer of a row that fails. */
  static Failing failing(Constraint row, SiteState state, Asked asked) {
    var site = state.facts;
    var request = asked.request;
    var policy = request.policy();
    var reason = reason(row, site, request);
    return switch (row) {
      case Unobserved -> new Failing(reason, "a first full list of the site", "none yet");
      case Closed ->
          new Failing(
              reason,
              "a site open to placement",
              reason == Reason.Overdrawn ? "it draws more than its envelope" : "closed");
      case Tainted -> new Failing(reason, "a toleration", taint(site, request));
      case BackOff ->
          new Failing(reason, "a site not backed off from", "" + request.backOff(site.id()));
      case Jurisdiction ->
          new Failing(
              reason,
              asked.wants(row, () -> "country in " + new TreeSet<>(policy.countries())),
              site.country());
      case Control -> control(site, policy);
      case Certification -> certification(site, policy, asked.now + policy.horizonSeconds());
      case Carrier -> carrier(site, asked);
      case Latency ->
          new Failing(
              reason,
              asked.wants(
                  row,
                  () ->
                      request.percentile()
                          + " % of users within "
                          + request.maxRttMicros()
                          + " µs"),
              asked.nearness.percentileMicros[state.id] + " µs");
      default -> throw new IllegalArgumentException(row + " is not about the site's facts");
    };
  }

  private static String taint(SiteFacts site, Request request) {
    var taint = Toleration.firstUncovered(site.taints(), request.tolerations());
    if (taint == null) {
      return "";
    }
    var text = taint.key() + (taint.value().isEmpty() ? "" : "=" + taint.value());
    return text + ":" + taint.effect();
  }

  private static Failing control(SiteFacts site, PolicyClass policy) {
    var by = new TreeSet<>(site.controlledBy());
    if (by.isEmpty()) {
      return new Failing(Reason.Control, "control declared", "controlledBy is empty");
    }
    var both = new TreeSet<>(by);
    both.retainAll(policy.excludedControl());
    return new Failing(Reason.Control, "no control by " + both, "controlled by " + by);
  }

  private static Failing certification(SiteFacts site, PolicyClass policy, long until) {
    for (var need : policy.certifications()) {
      if (!holds(site, need, until)) {
        return new Failing(Reason.Certification, need.label(), held(site, need, until));
      }
    }
    throw new IllegalStateException("site %s: every certificate holds".formatted(site.id()));
  }

  private static String held(SiteFacts site, CertificationNeed need, long until) {
    var parts = new ArrayList<String>();
    for (var c : site.certifications()) {
      if (c.scheme().equals(need.scheme())) {
        parts.add(
            c.scheme()
                + " "
                + c.level()
                + (c.validUntilEpochSecond() < until
                    ? " until " + Instant.ofEpochSecond(c.validUntilEpochSecond())
                    : ""));
      }
    }
    return parts.isEmpty() ? "no " + need.scheme() + " certificate" : String.join(", ", parts);
  }

  private static Failing carrier(SiteFacts site, Asked asked) {
    var allow = asked.request.policy().carriersAllow();
    if (!allow.isEmpty() && !allow.contains(site.carrier())) {
      var wants = asked.wants(Constraint.Carrier, () -> "carrier in " + new TreeSet<>(allow));
      return new Failing(Reason.Carrier, wants, site.carrier());
    }
    return new Failing(Reason.Carrier, "carrier other than " + site.carrier(), site.carrier());
  }
}
