package dev.centralita.stories;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/** An object as a user writes it: YAML, changed value by value. Immutable. */
record Draft(ObjectNode tree) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  static Draft of(String yaml) {
    try {
      return new Draft((ObjectNode) YAML.readTree(yaml));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not YAML: " + yaml, e);
    }
  }

  /** A Spanish site of Telefónica with a certificate for every purpose, in a cluster of its own. */
  static Draft site(String name, String latitude, String longitude) {
    return of(
        """
        apiVersion: centralita.dev/v1alpha1
        kind: EdgeSite
        metadata: {name: %1$s}
        spec:
          carrier: Telefónica
          location: {country: ES, city: %1$s, latitude: "%2$s", longitude: "%3$s"}
          jurisdiction:
            controlledBy: [ES]
            certifications: [{scheme: ENS, level: High, validUntil: "2040-01-01T00:00:00Z"}]
          connection: {kubeconfigSecret: {name: %1$s}}
          power: {capacity: 1M, pue: "1.2"}
          unschedulable: false
          drain: false
        """
            .formatted(name, latitude, longitude));
  }

  /** A service with one GPU per replica whose users are in Madrid. */
  static Draft workload(String namespace, String name, int replicas) {
    return of(
        """
        apiVersion: centralita.dev/v1alpha1
        kind: SovereignWorkload
        metadata: {name: %2$s, namespace: %1$s}
        spec:
          replicas: %3$d
          accelerator: {count: 1}
          latency:
            populations:
            - {name: madrid, location: {latitude: "40.4168", longitude: "-3.7038"}}
          template:
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - name: main
                image: centralita/workload:local
                resources: {requests: {cpu: 100m, memory: 64Mi}}
        """
            .formatted(namespace, name, replicas));
  }

  /**
   * One GPU per replica, run to its end after a second: by its argument where containers run, by
   * its annotation where machines are simulated.
   */
  static Draft batch(String namespace, String name, int replicas) {
    return workload(namespace, name, replicas)
        .with(
            "/spec/template/metadata/annotations",
            Map.of("fleet.centralita.dev/complete-after", "1s"))
        .with("/spec/mode", "Batch")
        .with("/spec/template/spec/containers/0/args", List.of("job"))
        .with("/spec/template/spec/restartPolicy", "Never");
  }

  /** The same object with another value at the pointer; lists and maps are taken as they are. */
  Draft with(String pointer, Object value) {
    var copy = tree.deepCopy();
    var at = JsonPointer.compile(pointer);
    parent(copy, at).set(at.last().getMatchingProperty(), JSON.valueToTree(value));
    return new Draft(copy);
  }

  Draft without(String pointer) {
    var copy = tree.deepCopy();
    var at = JsonPointer.compile(pointer);
    parent(copy, at).remove(at.last().getMatchingProperty());
    return new Draft(copy);
  }

  Draft named(String name) {
    return with("/metadata/name", name);
  }

  Draft country(String country) {
    return with("/spec/location/country", country);
  }

  Draft controlledBy(String... countries) {
    return with("/spec/jurisdiction/controlledBy", List.of(countries));
  }

  Draft certified(String scheme, String level, String validUntil) {
    return with(
        "/spec/jurisdiction/certifications",
        List.of(Map.of("scheme", scheme, "level", level, "validUntil", validUntil)));
  }

  String name() {
    return tree.at("/metadata/name").asText();
  }

  String namespace() {
    return tree.at("/metadata/namespace").asText();
  }

  GenericKubernetesResource toObject() {
    return Serialization.unmarshal(tree.toString(), GenericKubernetesResource.class);
  }

  /** Walks into lists by index and into maps by name, making maps that are not there. */
  private static ObjectNode parent(ObjectNode root, JsonPointer at) {
    JsonNode node = root;
    for (var step = at; !step.tail().matches(); step = step.tail()) {
      node =
          node.isArray()
              ? node.required(step.getMatchingIndex())
              : child((ObjectNode) node, step.getMatchingProperty());
    }
    return (ObjectNode) node;
  }

  private static JsonNode child(ObjectNode node, String name) {
    return node.has(name) ? node.get(name) : node.putObject(name);
  }
}
