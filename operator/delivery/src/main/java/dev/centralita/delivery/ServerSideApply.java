package dev.centralita.delivery;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/**
 * Server-side apply as field manager of ours; a field the site does not know is an error, not a
 * loss.
 */
final class ServerSideApply {
  private final KubernetesClient client;

  ServerSideApply(KubernetesClient client) {
    this.client = client;
  }

  /** For an object believed absent: a field that somebody else has set meanwhile is a conflict. */
  <T extends HasMetadata> T create(T rendered) {
    return client.resource(rendered).patch(context(false));
  }

  /**
   * For an object just read and found to be ours: takes our fields back if it has not moved since.
   */
  <T extends HasMetadata> T update(T rendered, String resourceVersion) {
    rendered.getMetadata().setResourceVersion(resourceVersion);
    return client.resource(rendered).patch(context(true));
  }

  private static PatchContext context(boolean force) {
    var context = PatchContext.of(PatchType.SERVER_SIDE_APPLY);
    context.setFieldManager(Marks.FIELD_MANAGER);
    context.setFieldValidation("Strict");
    context.setForce(force);
    return context;
  }
}
