package dev.centralita.placement;

import dev.centralita.placement.Relaxation.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest change to a request that would make a site accept one more replica, and proves
 * it by asking the constraint table again.
 */
final class Relaxer {
  /** More than two changed fields are no longer the same request. */
  private static final int MOST_CHANGES = 2;

  /** The request with one field changed. */
  record Step(Asked asked, Change change) {}

  private final SiteState site;
  private final SiteFacts facts;
  private final NodeRules nodes;
  private final int replicasThere;

  private Relaxer(SiteState site, NodeRules nodes, int replicasThere) {
    this.site = site;
    this.facts = site.facts;
    this.nodes = nodes;
    this.replicasThere = replicasThere;
  }

  /** Null when nothing fails, or no change of one or two fields would do. */
  static @Nullable Relaxation smallest(
      SiteState site, Asked asked, NodeRules nodes, int replicasThere, int failing) {
    var relaxer = new Relaxer(site, nodes, replicasThere);
    var changes = new ArrayList<Change>(MOST_CHANGES);
    var relaxed = asked;
    int left = failing;
    while (left != 0) {
      if (Integer.bitCount(left) > MOST_CHANGES - changes.size()) {
        return null;
      }
      var step = relaxer.step(relaxed, Constraint.first(left));
      if (step == null || changes.stream().anyMatch(c -> c.field().equals(step.change.field()))) {
        return null;
      }
      changes.add(step.change);
      relaxed = step.asked;
      left = Constraints.failing(site, relaxed, nodes, replicasThere);
    }
    return changes.isEmpty() ? null : new Relaxation(changes);
  }

  private @Nullable Step step(Asked asked, Constraint row) {
    var r = asked.request;
    return switch (row) {
      case Tainted -> {
        var taint = Toleration.firstUncovered(facts.taints(), r.tolerations());
        yield taint == null ? null : asked.step(taint, () -> tolerate(asked, taint));
      }
      case Jurisdiction -> asked.step(key(row, facts.country()), () -> jurisdiction(asked));
      case Control -> asked.step(key(row, facts.controlledBy()), () -> control(asked));
      case Certification ->
          asked.step(key(row, facts.certifications()), () -> certification(asked));
      case Carrier -> asked.step(key(row, facts.carrier()), () -> carrier(asked));
      case Latency -> latency(asked);
      case Accelerator -> new ShapeRelaxer(site, nodes, asked).accelerator();
      case NodeFit -> new ShapeRelaxer(site, nodes, asked).fewer();
      case Spread -> asked.step(key(row, replicasThere), () -> spread(asked));
      case Affinity -> affinity(asked);
      case AntiAffinity -> antiAffinity(asked);
      case Unobserved, Closed, BackOff, PowerUnknown, Ceiling, Power -> null;
    };
  }

  record Key(Constraint row, Object of) {}

  static Key key(Constraint row, Object of) {
    return new Key(row, of);
  }

  private static Step tolerate(Asked asked, Taint taint) {
    var r = asked.request;
    var more = new ArrayList<>(r.tolerations());
    more.add(new Toleration(taint.key(), taint.value(), taint.effect()));
    var text = taint.key() + ":" + taint.effect();
    return new Step(
        asked.with(r.edit().tolerations(more).done()),
        new Change("placement.tolerations", "without " + text, "with " + text));
  }

  private Step jurisdiction(Asked asked) {
    var r = asked.request;
    var more = new HashSet<>(r.policy().countries());
    more.add(facts.country());
    var p = r.policy();
    return policy(
        asked,
        new PolicyClass(
            more,
            p.excludedControl(),
            p.certifications(),
            p.carriersAllow(),
            p.carriersDeny(),
            p.horizonSeconds()),
        new Change("sovereignty.jurisdictions", show(p.countries()), show(more)));
  }

  private Step control(Asked asked) {
    var r = asked.request;
    var p = r.policy();
    var fewer = new HashSet<>(p.excludedControl());
    if (facts.controlledBy().isEmpty()) {
      fewer.clear();
    } else {
      fewer.removeAll(facts.controlledBy());
    }
    return policy(
        asked,
        new PolicyClass(
            p.countries(),
            fewer,
            p.certifications(),
            p.carriersAllow(),
            p.carriersDeny(),
            p.horizonSeconds()),
        new Change("sovereignty.excludedControl", show(p.excludedControl()), show(fewer)));
  }

  private Step certification(Asked asked) {
    var r = asked.request;
    long now = asked.now;
    var p = r.policy();
    long until = now + p.horizonSeconds();
    var kept = new ArrayList<CertificationNeed>();
    var from = new ArrayList<String>();
    var to = new ArrayList<String>();
    for (var need : p.certifications()) {
      if (SiteRules.holds(facts, need, until)) {
        kept.add(need);
        continue;
      }
      from.add(need.label());
      Certification best = null;
      for (var c : facts.certifications()) {
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
        asked,
        new PolicyClass(
            p.countries(),
            p.excludedControl(),
            kept,
            p.carriersAllow(),
            p.carriersDeny(),
            p.horizonSeconds()),
        new Change("sovereignty.certifications", String.join(", ", from), String.join(", ", to)));
  }

  private Step carrier(Asked asked) {
    var r = asked.request;
    var p = r.policy();
    var carrier = facts.carrier();
    var allow = new HashSet<>(p.carriersAllow());
    if (!allow.isEmpty()) {
      allow.add(carrier);
    }
    var deny = new HashSet<>(p.carriersDeny());
    deny.remove(carrier);
    return policy(
        asked,
        new PolicyClass(
            p.countries(),
            p.excludedControl(),
            p.certifications(),
            allow,
            deny,
            p.horizonSeconds()),
        new Change("sovereignty.carriers", "without " + carrier, "with " + carrier));
  }

  private static Step policy(Asked asked, PolicyClass policy, Change change) {
    var r = asked.request;
    return new Step(asked.with(r.edit().policy(policy).done()), change);
  }

  private Step latency(Asked asked) {
    var r = asked.request;
    int micros = asked.nearness.percentileMicros[site.id];
    return new Step(
        asked.with(r.edit().maxRttMicros(micros).done()),
        new Change("latency.maxRoundTrip", r.maxRttMicros() + "us", micros + "us"));
  }

  private Step spread(Asked asked) {
    var r = asked.request;
    return new Step(
        asked.with(r.edit().maxReplicasPerSite(replicasThere + 1).done()),
        new Change(
            "placement.maxReplicasPerSite", "" + r.maxReplicasPerSite(), "" + (replicasThere + 1)));
  }

  private @Nullable Step affinity(Asked asked) {
    var r = asked.request;
    var own = r.affinity();
    var kept = asked.company.held(own.together(), site, r);
    return fewer(asked, "placement.affinity", own.together(), kept, own.with(kept, own.apart()));
  }

  /** Null when it is the others that want to be alone. */
  private @Nullable Step antiAffinity(Asked asked) {
    var r = asked.request;
    var own = r.affinity();
    var kept = asked.company.idle(own.apart(), site, r);
    return fewer(
        asked, "placement.antiAffinity", own.apart(), kept, own.with(own.together(), kept));
  }

  private static @Nullable Step fewer(
      Asked asked,
      String field,
      List<Map<String, String>> terms,
      List<Map<String, String>> kept,
      Affinity relaxed) {
    if (kept.size() == terms.size()) {
      return null;
    }
    var left = new ArrayList<>(terms);
    left.removeAll(kept);
    return asked.step(
        key(Constraint.Affinity, field + kept),
        () ->
            new Step(
                asked.with(asked.request.edit().affinity(relaxed).done()),
                new Change(
                    field,
                    "with " + Company.show(left, ", "),
                    "without " + Company.show(left, ", "))));
  }

  static String show(Set<String> set) {
    return new TreeSet<>(set).toString();
  }
}
