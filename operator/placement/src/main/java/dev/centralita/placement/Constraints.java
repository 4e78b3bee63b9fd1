package dev.centralita.placement;

import dev.centralita.placement.Explanation.Failing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one constraint table, in the fixed order of {@link Reason}: every check says null when it
 * holds, and need and offer when it does not.
 */
final class Constraints {
  private static final List<Check> STATIC =
      List.of(
          Constraints::observed,
          Constraints::schedulable,
          Constraints::taints,
          Constraints::backOff,
          Constraints::jurisdiction,
          Constraints::control,
          Constraints::certification,
          Constraints::carrier,
          Constraints::latency);

  /** One row of the table. */
  private interface Check {
    @Nullable Failing test(SiteState site, Request request, long now);
  }

  private Constraints() {}

  /** What facts about the site alone decide; capacity plays no part. */
  static List<Failing> failingStatic(SiteState site, Request request, long now) {
    var out = new ArrayList<Failing>();
    for (var check : STATIC) {
      var failing = check.test(site, request, now);
      if (failing != null) {
        out.add(failing);
      }
    }
    return out;
  }

  /** All rows, given how many replicas the request already has at the site. */
  static List<Failing> failing(SiteState site, Request request, long now, int replicasThere) {
    var out = new ArrayList<>(failingStatic(site, request, now));
    out.addAll(Shapes.failing(site, request));
    if (request.maxReplicasPerSite() > 0 && replicasThere >= request.maxReplicasPerSite()) {
      out.add(
          new Failing(
              Reason.Spread,
              "at most " + request.maxReplicasPerSite() + " replicas per site",
              replicasThere + " are here"));
    }
    return out;
  }

  private static @Nullable Failing observed(SiteState site, Request request, long now) {
    return site.facts.observed()
        ? null
        : new Failing(Reason.Unobserved, "a first full list of the site", "none yet");
  }

  private static @Nullable Failing schedulable(SiteState site, Request request, long now) {
    if (site.facts.schedulable()) {
      return null;
    }
    var why = site.facts.unschedulableReason();
    return new Failing(
        why == null ? Reason.Cordoned : why,
        "a site open to placement",
        why == Reason.Overdrawn ? "it draws more than its envelope" : "closed");
  }

  private static @Nullable Failing taints(SiteState site, Request request, long now) {
    var taint = Toleration.firstUncovered(site.facts.taints(), request.tolerations());
    if (taint == null) {
      return null;
    }
    var text = taint.key() + (taint.value().isEmpty() ? "" : "=" + taint.value());
    return new Failing(
        taint.effect() == Taint.Effect.NoExecute ? Reason.TaintedNoExecute : Reason.Tainted,
        "a toleration",
        text + ":" + taint.effect());
  }

  private static @Nullable Failing backOff(SiteState site, Request request, long now) {
    var why = request.backOff(site.facts.id());
    return why == null ? null : new Failing(Reason.BackOff, "a site not backed off from", why);
  }

  private static @Nullable Failing jurisdiction(SiteState site, Request request, long now) {
    var allowed = request.policy().countries();
    return allowed.isEmpty() || allowed.contains(site.facts.country())
        ? null
        : new Failing(
            Reason.Jurisdiction, "country in " + new TreeSet<>(allowed), site.facts.country());
  }

  private static @Nullable Failing control(SiteState site, Request request, long now) {
    var excluded = request.policy().excludedControl();
    if (excluded.isEmpty()) {
      return null;
    }
    var by = new TreeSet<>(site.facts.controlledBy());
    if (by.isEmpty()) {
      return new Failing(Reason.Control, "control declared", "controlledBy is empty");
    }
    var both = new TreeSet<>(by);
    both.retainAll(excluded);
    return both.isEmpty()
        ? null
        : new Failing(
            Reason.Control, "no control by " + new TreeSet<>(both), "controlled by " + by);
  }

  private static @Nullable Failing certification(SiteState site, Request request, long now) {
    long until = now + request.policy().horizonSeconds();
    for (var need : request.policy().certifications()) {
      if (!holds(site.facts, need, until)) {
        return new Failing(Reason.Certification, need.label(), held(site.facts, need, until));
      }
    }
    return null;
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

  private static @Nullable Failing carrier(SiteState site, Request request, long now) {
    var carrier = site.facts.carrier();
    var allow = request.policy().carriersAllow();
    if (!allow.isEmpty() && !allow.contains(carrier)) {
      return new Failing(Reason.Carrier, "carrier in " + new TreeSet<>(allow), carrier);
    }
    return request.policy().carriersDeny().contains(carrier)
        ? new Failing(Reason.Carrier, "carrier other than " + carrier, carrier)
        : null;
  }

  private static @Nullable Failing latency(SiteState site, Request request, long now) {
    if (request.maxRttMicros() == 0 || request.populations().isEmpty()) {
      return null;
    }
    int micros = site.distance.percentileMicros(request.populations(), request.percentile());
    return micros <= request.maxRttMicros()
        ? null
        : new Failing(
            Reason.Latency,
            request.percentile() + " % of users within " + request.maxRttMicros() + " µs",
            micros + " µs");
  }
}
