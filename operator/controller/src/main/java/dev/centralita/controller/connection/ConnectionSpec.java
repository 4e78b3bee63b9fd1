package dev.centralita.controller.connection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one site is to be reached; two equal specs are the same connection, an unequal one replaces
 * it.
 */
public sealed interface ConnectionSpec {

  /**
   * UID of the {@code kube-system} namespace that the site is pinned to; null before the first
   * contact, whose answer the caller then pins. Changing only this never reconnects.
   */
  @Nullable String expectedClusterUid();

  /**
   * A cluster of its own.
   *
   * @param kubeconfig the content of the Secret's key, parsed by {@link KubeconfigParser} and never
   *     by Fabric8
   */
  record Remote(String kubeconfig, @Nullable String expectedClusterUid) implements ConnectionSpec {
    @Override
    public String toString() {
      return "Remote[kubeconfig of " + kubeconfig.length() + " characters]";
    }
  }

  /** Some nodes of the hub itself: those that carry all these labels. */
  record Local(Map<String, String> nodeSelector, @Nullable String expectedClusterUid)
      implements ConnectionSpec {
    public Local {
      nodeSelector = Map.copyOf(nodeSelector);
    }
  }

  /** There is no credential to try, for example because the Secret is missing. */
  record Unusable(List<CredentialProblem> problems) implements ConnectionSpec {
    public Unusable {
      problems = List.copyOf(problems);
    }

    @Override
    public @Nullable String expectedClusterUid() {
      return null;
    }
  }
}
