package dev.centralita.controller.hub;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.function.Supplier;

/** Ends the pass of a reconciler that does nothing but report. */
public final class Reporting {
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private Reporting() {}

  /**
   * Writes the status if it differs from the one read, whose object stays as it is in the cache.
   *
   * @param again when the next pass is due; at once after a conflict, on what was written meanwhile
   */
  public static <P, S, R extends CustomResource<P, S>> UpdateControl<R> report(
      KubernetesClient client, R read, S status, Supplier<R> blank, Duration again) {
    if (!status.equals(read.getStatus())) {
      var changed = blank.get();
      changed.setMetadata(read.getMetadata());
      changed.setSpec(read.getSpec());
      changed.setStatus(status);
      try {
        client.resource(changed).updateStatus();
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          throw e;
        }
        return UpdateControl.<R>noUpdate().rescheduleAfter(AT_ONCE);
      }
    }
    return UpdateControl.<R>noUpdate().rescheduleAfter(again);
  }
}
