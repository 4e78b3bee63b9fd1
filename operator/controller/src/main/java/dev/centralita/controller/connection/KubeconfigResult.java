package dev.centralita.controller.connection;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the allow-list made of a kubeconfig: a credential that may be used, or everything that is
 * wrong with it.
 */
public sealed interface KubeconfigResult {

  /** The kubeconfig holds exactly what a site needs and nothing that acts on the hub. */
  record Accepted(SiteCredential credential) implements KubeconfigResult {}

  /** At least one problem; nothing of the text was used. */
  record Rejected(List<CredentialProblem> problems) implements KubeconfigResult {
    public Rejected {
      problems = List.copyOf(problems);
    }

    @Override
    public String toString() {
      return problems.stream().map(CredentialProblem::toString).collect(Collectors.joining("\n"));
    }
  }
}
