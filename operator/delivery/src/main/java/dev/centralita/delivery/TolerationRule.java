package dev.centralita.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Which taints a workload may say it does not mind. */
enum TolerationRule implements Rule {
  INSTANCE;

  private static final String KUBERNETES = "node.kubernetes.io/";
  private static final Set<String> FATE =
      Set.of(KUBERNETES + "not-ready", KUBERNETES + "unreachable");

  @Override
  public List<Problem> check(String field, JsonNode toleration) {
    var key = toleration.path("key").asText("");
    if (key.isEmpty()) {
      return List.of(
          Rule.problem(
              field,
              toleration,
              "without a key it tolerates every taint, also those of dying and cordoned nodes",
              "Maybe name the key of the taint that is meant"));
    }
    if (key.startsWith(KUBERNETES) && !FATE.contains(key)) {
      return List.of(
          Rule.problem(
              field,
              toleration,
              "pods would be bound to nodes that nothing is placed on",
              "Maybe leave it out; only not-ready and unreachable may be tolerated for a time"));
    }
    return List.of();
  }
}
