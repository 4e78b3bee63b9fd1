package dev.centralita.placement;

import dev.centralita.placement.Explanation.Failing;
import dev.centralita.placement.Relaxation.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest change to a request that would make a site accept one more replica, and proves
 * it by asking the constraint table again.
 */
final class Relaxer {
  /** More than two changed fields are no longer the same request. */
  private static final int MOST_CHANGES = 2;

  record Step(Request request, Change change) {}

  private Relaxer() {}

  /** Null when nothing fails, or no change of one or two fields would do. */
  static @Nullable Relaxation smallest(
      SiteState site, Request request, long now, int replicasThere, List<Failing> failing) {
    var changes = new ArrayList<Change>();
    var relaxed = request;
    var left = failing;
    while (!left.isEmpty()) {
      if (changes.size() == MOST_CHANGES || left.size() > MOST_CHANGES - changes.size()) {
        return null;
      }
      var step = step(site, relaxed, now, replicasThere, left.getFirst().reason());
      if (step == null || changes.stream().anyMatch(c -> c.field().equals(step.change.field()))) {
        return null;
      }
      changes.add(step.change);
      relaxed = step.request;
      left = Constraints.failing(site, relaxed, now, replicasThere);
    }
    return changes.isEmpty() ? null : new Relaxation(changes);
  }

  private static @Nullable Step step(
      SiteState site, Request r, long now, int replicasThere, Reason reason) {
    return switch (reason) {
      case Tainted, TaintedNoExecute -> tolerate(site, r);
      case Jurisdiction -> jurisdiction(site, r);
      case Control -> control(site, r);
      case Certification -> certification(site, r, now);
      case Carrier -> carrier(site, r);
      case Latency -> latency(site, r);
      case Accelerator -> ShapeRelaxer.accelerator(site, r);
      case NodeFit -> ShapeRelaxer.fewer(site, r);
      case Spread -> spread(r, replicasThere);
      case Unobserved,
          Unreachable,
          Quarantined,
          Cordoned,
          Overdrawn,
          Draining,
          Deleting,
          BackOff,
          PowerUnknown,
          Ceiling,
          Power ->
          null;
    };
  }

  private static @Nullable Step tolerate(SiteState site, Request r) {
    var taint = Toleration.firstUncovered(site.facts.taints(), r.tolerations());
    if (taint == null) {
      return null;
    }
    var more = new ArrayList<>(r.tolerations());
    more.add(new Toleration(taint.key(), taint.value(), taint.effect()));
    var text = taint.key() + ":" + taint.effect();
    return new Step(
        Requests.with(r, r.need(), r.policy(), r.maxRttMicros(), r.maxReplicasPerSite(), more),
        new Change("placement.tolerations", "without " + text, "with " + text));
  }

  private static Step jurisdiction(SiteState site, Request r) {
    var more = new HashSet<>(r.policy().countries());
    more.add(site.facts.country());
    var p = r.policy();
    return policy(
        r,
        new PolicyClass(
            more,
            p.excludedControl(),
            p.certifications(),
            p.carriersAllow(),
            p.carriersDeny(),
            p.horizonSeconds()),
        new Change("sovereignty.jurisdictions", show(p.countries()), show(more)));
  }

  private static Step control(SiteState site, Request r) {
    var p = r.policy();
    var fewer = new HashSet<>(p.excludedControl());
    if (site.facts.controlledBy().isEmpty()) {
      fewer.clear();
    } else {
      fewer.removeAll(site.facts.controlledBy());
    }
    return policy(
        r,
        new PolicyClass(
            p.countries(),
            fewer,
            p.certifications(),
            p.carriersAllow(),
            p.carriersDeny(),
            p.horizonSeconds()),
        new Change("sovereignty.excludedControl", show(p.excludedControl()), show(fewer)));
  }

  private static Step certification(SiteState site, Request r, long now) {
    var p = r.policy();
    long until = now + p.horizonSeconds();
    var kept = new ArrayList<CertificationNeed>();
    var from = new ArrayList<String>();
    var to = new ArrayList<String>();
    for (var need : p.certifications()) {
      if (Constraints.holds(site.facts, need, until)) {
        kept.add(need);
        continue;
      }
      from.add(need.label());
      Certification best = null;
      for (var c : site.facts.certifications()) {
        if (c.scheme().equals(need.scheme())
            && c.validUntilEpochSecond() >= until
            && (best == null || c.rank() > best.rank())) {
          best = c;
        }
      }
      if (best == null) {
        to.add("no " + need.scheme());
      } else {
        var label = best.scheme() + " " + best.level();
        kept.add(new CertificationNeed(best.scheme(), best.rank(), label));
        to.add(label);
      }
    }
    return policy(
        r,
        new PolicyClass(
            p.countries(),
            p.excludedControl(),
            kept,
            p.carriersAllow(),
            p.carriersDeny(),
            p.horizonSeconds()),
        new Change("sovereignty.certifications", String.join(", ", from), String.join(", ", to)));
  }

  private static Step carrier(SiteState site, Request r) {
    var p = r.policy();
    var carrier = site.facts.carrier();
    var allow = new HashSet<>(p.carriersAllow());
    if (!allow.isEmpty()) {
      allow.add(carrier);
    }
    var deny = new HashSet<>(p.carriersDeny());
    deny.remove(carrier);
    return policy(
        r,
        new PolicyClass(
            p.countries(),
            p.excludedControl(),
            p.certifications(),
            allow,
            deny,
            p.horizonSeconds()),
        new Change("sovereignty.carriers", "without " + carrier, "with " + carrier));
  }

  private static Step policy(Request r, PolicyClass policy, Change change) {
    return new Step(
        Requests.with(
            r, r.need(), policy, r.maxRttMicros(), r.maxReplicasPerSite(), r.tolerations()),
        change);
  }

  private static Step latency(SiteState site, Request r) {
    int micros = site.distance.percentileMicros(r.populations(), r.percentile());
    return new Step(
        Requests.with(r, r.need(), r.policy(), micros, r.maxReplicasPerSite(), r.tolerations()),
        new Change("latency.maxRoundTrip", r.maxRttMicros() + "us", micros + "us"));
  }

  private static Step spread(Request r, int replicasThere) {
    return new Step(
        Requests.with(
            r, r.need(), r.policy(), r.maxRttMicros(), replicasThere + 1, r.tolerations()),
        new Change(
            "placement.maxReplicasPerSite", "" + r.maxReplicasPerSite(), "" + (replicasThere + 1)));
  }

  static String show(java.util.Set<String> set) {
    return new TreeSet<>(set).toString();
  }
}
