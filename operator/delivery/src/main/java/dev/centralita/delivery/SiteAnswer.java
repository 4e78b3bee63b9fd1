package dev.centralita.delivery;

import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * What a site's API server said when it said no, cut to a length that fits a status: a site may
 * answer anything.
 *
 * @param terminating it said so because the namespace is going away
 */
record SiteAnswer(String message, boolean terminating) {
  static final int UNPROCESSABLE = 422;

  private static final int MAX_MESSAGE = 400;

  static SiteAnswer of(KubernetesClientException e) {
    var status = e.getStatus();
    var message =
        status == null || status.getMessage() == null ? e.getMessage() : status.getMessage();
    var text = message == null ? "no reason given" : message.strip();
    boolean terminating =
        status != null
            && status.getDetails() != null
            && status.getDetails().getCauses().stream()
                .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    return new SiteAnswer(sentence(text), terminating);
  }

  private static String sentence(String text) {
    if (text.length() > MAX_MESSAGE) {
      return text.substring(0, MAX_MESSAGE) + "….";
    }
    return text.endsWith(".") ? text : text + ".";
  }
}
