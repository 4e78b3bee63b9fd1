package dev.centralita.controller.connection;

import dev.centralita.controller.connection.KubeconfigParser.Named;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One map of a kubeconfig, with its path, that collects what is wrong with it. */
record Section(String path, Map<String, Object> values, List<CredentialProblem> problems) {

  // A key is shown only if it cannot well be a secret that slipped into the place of a key.
  private static final Pattern SHOWABLE_KEY = Pattern.compile("[a-z-]{1,32}");

  void problem(String key, String value, String remedy) {
    problems.add(new CredentialProblem(path.isEmpty() ? key : path + "." + key, value, remedy));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The text under a key; null if it is missing, and a problem too if it is no text. */
  @Nullable String text(String key) {
    var value = values.get(key);
    if (value instanceof String text) {
      return text;
    }
    if (has(key)) {
      problem(key, "not a text", "write one value");
    }
    return null;
  }

  void expect(String key, String expected) {
    if (!expected.equals(text(key))) {
      problem(key, has(key) ? "not " + expected : "missing", "write " + expected);
    }
  }

  /** Names the dangerous keys and what to do instead; whether there was one. */
  boolean refuse(Map<String, String> remedies) {
    for (var key : values.keySet()) {
      var remedy = remedies.get(key);
      if (remedy != null) {
        problem(key, "not accepted", remedy);
      }
    }
    return values.keySet().removeAll(remedies.keySet());
  }

  /** Refuses every other key. */
  void allow(String... keys) {
    var allowed = Set.of(keys);
    for (var key : values.keySet()) {
      if (!allowed.contains(key)) {
        var shown = SHOWABLE_KEY.matcher(key).matches() ? key : "(" + key.length() + " characters)";
        problem(shown, "unknown key", "remove it; known here: " + String.join(", ", keys));
      }
    }
  }

  /**
   * The one entry of a list, which is {name, inner: {…}}; null with a problem if there is not
   * exactly one.
   */
  @Nullable Named only(String key, String inner) {
    if (!(values.get(key) instanceof List<?> list)) {
      problem(key, has(key) ? "not a list" : "missing", "give exactly one " + inner);
      return null;
    }
    if (list.size() != 1) {
      problem(
          key,
          String.format(Locale.ROOT, "%d entries", list.size()),
          "give exactly one " + inner + ", for example by kubectl config view --minify");
      return null;
    }
    var entry = child(key + "[0]", list.getFirst());
    if (entry == null) {
      return null;
    }
    entry.allow("name", inner);
    var name = entry.text("name");
    var section = entry.child(inner, entry.values.get(inner));
    if (name == null || name.isEmpty()) {
      entry.problem("name", "missing", "write a name");
      return null;
    }
    return section == null ? null : new Named(name, section);
  }

  @SuppressWarnings("unchecked") // KubeconfigYaml makes maps with text keys only
  private @Nullable Section child(String key, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Section(
          path.isEmpty() ? key : path + "." + key, (Map<String, Object>) map, problems);
    }
    problem(key, value == null ? "missing" : "not a map", "see the format of a kubeconfig");
    return null;
  }
}
