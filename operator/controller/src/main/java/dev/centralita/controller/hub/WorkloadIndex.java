package dev.centralita.controller.hub;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which workload is where and which lacks a place, as of its last pass. */
public final class WorkloadIndex {
  private final Map<String, Line> byName = new ConcurrentHashMap<>();

  /**
   * One workload.
   *
   * @param uid of the workload
   * @param sites where it has, or may still have, something
   * @param wanting it has fewer replicas placed than it asks for, or where they are not to stay
   * @param sla {@code namespace/name} of the LatencySLA it refers to
   * @param policies names of the policies that bind it
   * @param finished it has run to its end; what is left of it only waits to be looked at
   */
  public record Line(
      String uid,
      Set<String> sites,
      boolean wanting,
      @Nullable String sla,
      Set<String> policies,
      boolean finished) {
    public Line {
      sites = Set.copyOf(sites);
      policies = Set.copyOf(policies);
    }

    /** One that has not run to its end. */
    public Line(
        String uid,
        Set<String> sites,
        boolean wanting,
        @Nullable String sla,
        Set<String> policies) {
      this(uid, sites, wanting, sla, policies, false);
    }
  }

  /**
   * Writes a workload down.
   *
   * @param name {@code namespace/name}
   * @return what stood there before
   */
  public @Nullable Line put(String name, Line line) {
    return byName.put(name, line);
  }

  /** The workload is gone; returns what stood there. */
  public @Nullable Line remove(String name) {
    return byName.remove(name);
  }

  /** Workloads with something at one of the sites, and on demand all that lack a place. */
  Set<String> affected(Set<String> sites, boolean wanting) {
    var names = new TreeSet<String>();
    if (sites.isEmpty() && !wanting) {
      return names;
    }
    byName.forEach((name, line) -> {
      if ((wanting && line.wanting) || !Collections.disjoint(sites, line.sites)) {
        names.add(name);
      }
    });
    return names;
  }

  /** The workloads with something at a site, {@code namespace/name}. */
  public Set<String> at(String site) {
    return affected(Set.of(site), false);
  }

  /** Those of them that have not run to their end. */
  public Set<String> unfinishedAt(String site) {
    var names = at(site);
    names.removeIf(name -> {
      var line = byName.get(name);
      return line != null && line.finished;
    });
    return names;
  }

  /** UIDs of the workloads known. */
  public Set<String> uids() {
    var uids = new TreeSet<String>();
    byName.values().forEach(line -> uids.add(line.uid));
    return uids;
  }

  /** The workloads that refer to a LatencySLA. */
  public Set<String> ofSla(String sla) {
    var names = new TreeSet<String>();
    byName.forEach((name, line) -> {
      if (sla.equals(line.sla)) {
        names.add(name);
      }
    });
    return names;
  }

  /** The workloads that a policy binds. */
  public Set<String> ofPolicy(String policy) {
    var names = new TreeSet<String>();
    byName.forEach((name, line) -> {
      if (line.policies.contains(policy)) {
        names.add(name);
      }
    });
    return names;
  }
}
