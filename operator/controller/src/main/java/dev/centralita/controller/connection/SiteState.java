package dev.centralita.controller.connection;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What the hub knows of its line to one site. */
public sealed interface SiteState {

  /** The reason of the site's {@code Reachable} condition. */
  default String reason() {
    return getClass().getSimpleName();
  }

  /** A sentence for people: what is wrong, by how much, and what may help. Never a secret. */
  String message();

  /** New replicas may be placed: the site answers and everything known about it is fresh. */
  default boolean placeable() {
    return this instanceof Synced;
  }

  /** Writes may be tried: the site answers, even if something about it is not known. */
  default boolean writable() {
    return this instanceof Synced || this instanceof Stale;
  }

  /** Not everything was listed yet. */
  record Connecting(String message) implements SiteState {}

  /** The site answers, is the one pinned, and all its objects are known and watched. */
  record Synced(String clusterUid) implements SiteState {
    @Override
    public String message() {
      return "The site answers and its objects are watched";
    }
  }

  /** The site answers, but one kind of object could not be listed or watched since then. */
  record Stale(Instant since, String message) implements SiteState {}

  /** No proven contact for longer than the limit; what is known of the site is kept. */
  record Unreachable(Instant since, String message) implements SiteState {}

  /**
   * Another cluster answers than the one pinned: nothing is read from it and nothing written to it.
   */
  record IdentityMismatch(String expected, String observed) implements SiteState {
    @Override
    public String message() {
      return "kube-system has UID "
          + observed
          + " but the site is pinned to "
          + expected
          + ". Maybe the kubeconfig is of another cluster; if the site was rebuilt, delete and create the EdgeSite";
    }
  }

  /** The site refuses the credential (401) or does not let it do what is needed (403). */
  record CredentialRejected(int status, String message) implements SiteState {}

  /** The credential was not even tried. */
  record BadCredential(List<CredentialProblem> problems) implements SiteState {
    public BadCredential {
      problems = List.copyOf(problems);
    }

    @Override
    public String message() {
      return problems.stream().map(CredentialProblem::toString).collect(Collectors.joining(" "));
    }
  }
}
