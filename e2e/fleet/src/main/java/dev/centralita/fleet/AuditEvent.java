package dev.centralita.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One answered request.
 *
 * @param verb get, list, watch, create, update, patch, delete, deletecollection
 * @param resource plural name, with the subresource after a slash, e.g. {@code pods/binding}
 * @param namespace empty for cluster-scoped objects
 * @param name empty for lists and for creations with a generated name
 * @param code HTTP status of the answer
 * @param event the whole entry; request and response objects are in it for Pods, Deployments, Jobs
 */
public record AuditEvent(
    Instant time,
    String user,
    String verb,
    String group,
    String resource,
    String namespace,
    String name,
    int code,
    JsonNode event) {

  static AuditEvent of(JsonNode event) {
    JsonNode ref = event.path("objectRef");
    String subresource = ref.path("subresource").asText("");
    String resource = ref.path("resource").asText("");
    return new AuditEvent(
        Instant.parse(event.path("requestReceivedTimestamp").asText("1970-01-01T00:00:00Z")),
        event.path("user").path("username").asText(""),
        event.path("verb").asText(""),
        ref.path("apiGroup").asText(""),
        subresource.isEmpty() ? resource : resource + "/" + subresource,
        ref.path("namespace").asText(""),
        ref.path("name").asText(""),
        event.path("responseStatus").path("code").asInt(),
        event);
  }

  public boolean isWrite() {
    return switch (verb) {
      case "create", "update", "patch", "delete", "deletecollection" -> true;
      default -> false;
    };
  }
}
