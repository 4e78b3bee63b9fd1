package dev.centralita.api.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Who may do what, to the verb: nobody gains a right without a change of rights.golden. */
class RightsTest {
  private static final Path GOLDEN = Manifests.ROOT.resolve("rights.golden");

  /** Rights that reach further than they look, CIS 5.1.1 to 5.1.13 and NSA C-0002, C-0015. */
  private static final List<String> NEVER =
      List.of(
          "verbs (bind|escalate|impersonate)",
          "resources (pods|nodes)/(exec|attach|portforward|proxy)",
          "resources serviceaccounts/token",
          "resources certificatesigningrequests(/.*)?",
          "resources (cluster)?roles|resources (cluster)?rolebindings",
          "resources (validating|mutating)webhookconfigurations");

  @Test
  void rightsAreThoseThatWereRead() throws IOException {
    var rights = new TreeSet<String>();
    for (var role : roles()) {
      for (var rule : role.get("rules")) {
        rights.addAll(lines(role, rule));
      }
    }
    for (var binding : Manifests.ofKind("ClusterRoleBinding", "RoleBinding")) {
      rights.add(bound(binding));
    }
    var text = String.join("\n", rights) + "\n";
    if (Boolean.getBoolean("centralita.regenerate")) {
      Files.writeString(GOLDEN, text);
    }
    assertThat(GOLDEN)
        .as(
            "Rights changed. Maybe run: mvn -pl operator/api -am test"
                + " -Dcentralita.regenerate=true, and have somebody read the diff.")
        .hasContent(text);
  }

  @Test
  void nothingIsGrantedWholesale() {
    for (var role : roles()) {
      for (var rule : role.get("rules")) {
        for (var field : List.of("apiGroups", "resources", "verbs")) {
          for (var value : rule.path(field)) {
            assertThat(value.asText()).as(Manifests.name(role)).isNotEqualTo("*");
            for (var never : NEVER) {
              assertThat(field + " " + value.asText()).as(Manifests.name(role)).doesNotMatch(never);
            }
          }
        }
        assertThat(rule.path("nonResourceURLs")).isEmpty();
      }
    }
  }

  @Test
  void nobodyReadsSecretsClusterWideOrMakesPods() {
    for (var role : roles()) {
      for (var rule : role.get("rules")) {
        if (names(rule, "resources").contains("secrets")) {
          assertThat(role.get("kind").asText()).isEqualTo("Role");
          assertThat(role.at("/metadata/namespace").asText()).isEqualTo("centralita-system");
          assertThat(names(rule, "verbs")).isSubsetOf("get", "list", "watch");
        }
        if (names(rule, "resources").contains("pods")) { // CIS 5.1.4
          assertThat(names(rule, "verbs")).isSubsetOf("get", "list", "watch");
        }
      }
    }
  }

  @Test
  void aServiceIsReachedOnlyByNameAndOnlyToRead() {
    for (var role : roles()) {
      for (var rule : role.get("rules")) {
        if (names(rule, "resources").contains("services/proxy")) {
          assertThat(role.get("kind").asText()).isEqualTo("Role");
          assertThat(names(rule, "resourceNames"))
              .isNotEmpty()
              .allMatch(name -> name.matches("(https:)?[-a-z0-9]+:[0-9]+"));
          assertThat(names(rule, "verbs")).containsExactly("get");
        }
      }
    }
  }

  @Test
  void rightsGoToServiceAccountsOfOurs() {
    for (var binding : Manifests.ofKind("ClusterRoleBinding", "RoleBinding")) {
      assertThat(binding.get("subjects"))
          .as(Manifests.name(binding))
          .allMatch(subject -> subject.get("kind").asText().equals("ServiceAccount"))
          .allMatch(subject -> subject.get("namespace").asText().equals("centralita-system"));
    }
  }

  private static List<JsonNode> roles() {
    return Manifests.ofKind("ClusterRole", "Role");
  }

  private static List<String> lines(JsonNode role, JsonNode rule) {
    var lines = new ArrayList<String>();
    for (var group : names(rule, "apiGroups")) {
      for (var resource : names(rule, "resources")) {
        var only = rule.has("resourceNames") ? " named " + names(rule, "resourceNames") : "";
        lines.add(
            "%s: %s%s%s: %s"
                .formatted(
                    Manifests.name(role),
                    resource,
                    group.isEmpty() ? "" : "." + group,
                    only,
                    String.join(" ", names(rule, "verbs"))));
      }
    }
    return lines;
  }

  private static String bound(JsonNode binding) {
    var subjects =
        StreamSupport.stream(binding.get("subjects").spliterator(), false)
            .map(s ->
                s.get("kind").asText()
                    + " "
                    + s.get("namespace").asText()
                    + "/"
                    + s.get("name").asText())
            .collect(Collectors.joining(", "));
    var role = binding.get("roleRef");
    return "%s: %s/%s goes to %s"
        .formatted(
            Manifests.name(binding),
            role.get("kind").asText(),
            role.get("name").asText(),
            subjects);
  }

  private static List<String> names(JsonNode rule, String field) {
    return StreamSupport.stream(rule.path(field).spliterator(), false)
        .map(JsonNode::asText)
        .sorted()
        .toList();
  }
}
