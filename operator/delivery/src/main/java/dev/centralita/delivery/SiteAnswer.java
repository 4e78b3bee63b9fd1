package dev.centralita.delivery;

import dev.centralita.delivery.ApplyOutcome.Cause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/**
 * What a site's API server said when it did not do what it was asked.
 *
 * @param cause null when it is the site's trouble and not the workload's: unreachable, overloaded
 * @param message cut to a length that fits a status, since a site may answer anything
 */
record SiteAnswer(@Nullable Cause cause, String message, String remedy) {
  private static final int MAX_MESSAGE = 400;

  static SiteAnswer of(KubernetesClientException e) {
    var status = e.getStatus();
    var said = status == null || status.getMessage() == null ? e.getMessage() : status.getMessage();
    var message = sentence(said == null ? "no reason given" : said.strip());
    return switch (e.getCode()) {
      case 409 -> new SiteAnswer(Cause.Conflict, message, "Maybe try again");
      case 403, 404 ->
          namespaceTerminating(e)
              ? new SiteAnswer(Cause.Terminating, message, "Maybe wait")
              : new SiteAnswer(
                  Cause.Rejected, message, "Maybe compare the site's role with manifests/site");
      case 400, 422 ->
          new SiteAnswer(Cause.Rejected, message, "Maybe correct that field of spec.template");
      // 500 is how an apply is answered that has a field which the site's version does not know.
      case 500 ->
          message.contains("field not declared in schema")
              ? new SiteAnswer(Cause.Rejected, message, "Maybe leave that field out")
              : new SiteAnswer(null, message, "");
      default -> new SiteAnswer(null, message, "");
    };
  }

  private static boolean namespaceTerminating(KubernetesClientException e) {
    var details = e.getStatus() == null ? null : e.getStatus().getDetails();
    return details != null
        && details.getCauses().stream()
            .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
  }

  private static String sentence(String text) {
    if (text.length() > MAX_MESSAGE) {
      return text.substring(0, MAX_MESSAGE) + "….";
    }
    return text.endsWith(".") ? text : text + ".";
  }
}
