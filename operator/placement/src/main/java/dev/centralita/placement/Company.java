package dev.centralita.placement;

import dev.centralita.placement.Explanation.Failing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the constraint table about other workloads. A workload is at a site as long as it is
 * promised something there or has a pod there that has not finished. What nobody says anything
 * about costs nothing; else the others of the namespace are looked through.
 */
final class Company {
  private final Register register;

  /** By namespace and uid, of those that can be selected or select. */
  private final Map<String, TreeMap<String, Known>> known = new HashMap<>();

  /** How many workloads of a namespace keep others away. */
  private final Map<String, Integer> parting = new HashMap<>();

  private record Known(String uid, String name, Affinity affinity) {
    boolean isAt(SiteState site) {
      return site.holdings.has(uid);
    }
  }

  Company(Register register) {
    this.register = register;
  }

  void enter(String uid, Request request) {
    var affinity = request.affinity();
    if (!affinity.equals(Affinity.NONE)) {
      known
          .computeIfAbsent(affinity.namespace(), n -> new TreeMap<>())
          .put(uid, new Known(uid, request.name(), affinity));
      count(affinity, 1);
    }
  }

  void leave(String uid, Request request) {
    var affinity = request.affinity();
    var others = known.get(affinity.namespace());
    if (others != null && others.remove(uid) != null) {
      count(affinity, -1);
      if (others.isEmpty()) {
        known.remove(affinity.namespace());
      }
    }
  }

  private void count(Affinity affinity, int by) {
    if (!affinity.apart().isEmpty()) {
      parting.merge(affinity.namespace(), by, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  /** Sites that lack a workload which the request is to be with; null when none does. */
  long @Nullable [] alone(Request request) {
    long[] out = null;
    for (var term : request.affinity().together()) {
      long[] there = sites(request, other -> other.isBornBy(term));
      if (there != null || !request.affinity().isBornBy(term)) {
        out = out == null ? new long[register.words()] : out;
        for (var site : register.sites()) {
          if (there == null || !Register.get(there, site.id)) {
            Register.set(out, site.id, true);
          }
        }
      }
    }
    return out;
  }

  /** Sites with a workload that the request keeps away, or that keeps it away; null when none. */
  long @Nullable [] unwelcome(Request request) {
    var own = request.affinity();
    return own.apart().isEmpty() && !parting.containsKey(own.namespace())
        ? null
        : sites(request, other -> own.parts(other));
  }

  private long @Nullable [] sites(Request request, Predicate<Affinity> which) {
    long[] out = null;
    for (var other : others(request)) {
      if (which.test(other.affinity)) {
        for (var site : register.sites()) {
          if (other.isAt(site)) {
            out = out == null ? new long[register.words()] : out;
            Register.set(out, site.id, true);
          }
        }
      }
    }
    return out;
  }

  private List<Known> others(Request request) {
    return known.getOrDefault(request.affinity().namespace(), new TreeMap<>()).values().stream()
        .filter(other -> !other.uid.equals(request.workloadUid()))
        .toList();
  }

  // In words.

  /** Need and offer at a site that fails one of the rows. */
  Failing failing(Constraint row, SiteState site, Request request) {
    return row == Constraint.Affinity ? lonely(site, request) : parted(site, request);
  }

  private Failing lonely(SiteState site, Request request) {
    var missing = request.affinity().together().stream().filter(t -> !holds(t, site, request));
    return new Failing(
        Reason.Affinity,
        missing.map(t -> "a workload with " + show(t)).collect(Collectors.joining(" and ")),
        "none at this site");
  }

  private Failing parted(SiteState site, Request request) {
    var own = request.affinity();
    var mine = new TreeSet<String>();
    var theirs = new TreeSet<String>();
    for (var other : others(request)) {
      if (other.isAt(site) && own.parts(other.affinity)) {
        (own.apart().stream().anyMatch(other.affinity::isBornBy) ? mine : theirs).add(other.name);
      }
    }
    return mine.isEmpty()
        ? new Failing(
            Reason.AntiAffinity,
            "a site without workloads that keep it away",
            String.join(", ", theirs) + " keeps it away")
        : new Failing(
            Reason.AntiAffinity,
            "no workload with " + show(own.apart(), " or "),
            String.join(", ", mine) + " is here");
  }

  /** The terms that hold at the site. */
  List<Map<String, String>> held(List<Map<String, String>> together, SiteState site, Request r) {
    return together.stream().filter(term -> holds(term, site, r)).toList();
  }

  /** The terms that keep nobody of the site away. */
  List<Map<String, String>> idle(List<Map<String, String>> apart, SiteState site, Request r) {
    return apart.stream().filter(term -> !isAt(term, site, r)).toList();
  }

  private boolean holds(Map<String, String> term, SiteState site, Request request) {
    return isAt(term, site, request)
        || (request.affinity().isBornBy(term)
            && sites(request, other -> other.isBornBy(term)) == null);
  }

  private boolean isAt(Map<String, String> term, SiteState site, Request request) {
    return others(request).stream()
        .anyMatch(other -> other.affinity.isBornBy(term) && other.isAt(site));
  }

  static String show(List<Map<String, String>> terms, String between) {
    return terms.stream().map(Company::show).collect(Collectors.joining(between));
  }

  private static String show(Map<String, String> term) {
    return new TreeMap<>(term)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(","));
  }
}
