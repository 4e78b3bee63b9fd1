package dev.centralita.delivery;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what the restricted Pod Security Standard wants stated and the tenant left unsaid. It
 * never weakens or overrides what was said: vetting has refused that already, and the site's own
 * admission would too.
 */
final class Restricted {
  private Restricted() {}

  static PodSecurityContext pod(@Nullable PodSecurityContext given) {
    var context =
        given == null ? new PodSecurityContextBuilder() : new PodSecurityContextBuilder(given);
    if (context.getRunAsNonRoot() == null) {
      context.withRunAsNonRoot(true);
    }
    if (!context.hasSeccompProfile()) {
      context.withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile();
    }
    return context.build();
  }

  static Container container(Container container) {
    var given = container.getSecurityContext();
    return new ContainerBuilder(container)
        .editOrNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .editOrNewCapabilities()
        .withAdd(added(given))
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .build();
  }

  private static List<String> added(@Nullable SecurityContext given) {
    return given == null || given.getCapabilities() == null
        ? List.of()
        : given.getCapabilities().getAdd();
  }
}
