package dev.centralita.controller.connection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Turns untrusted YAML into maps, lists and texts, or says why not; what could grow or instantiate
 * is refused.
 */
final class KubeconfigYaml {

  static final int LIMIT = 64 << 10;
  private static final int DEPTH = 8;
  private static final String FIELD = "kubeconfig";

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setLabel(FIELD)
          .setSchema(new FailsafeSchema())
          .setAllowDuplicateKeys(false)
          .setAllowNonScalarKeys(false)
          .setAllowRecursiveKeys(false)
          .setMaxAliasesForCollections(0)
          .setCodePointLimit(LIMIT)
          .build();

  private KubeconfigYaml() {}

  @SuppressWarnings("unchecked") // the schema makes text keys only, and others were refused
  static @Nullable Map<String, Object> read(String text, List<CredentialProblem> problems) {
    var problem = refusal(text);
    if (problem != null) {
      problems.add(problem);
      return null;
    }
    try {
      if (new Load(SETTINGS).loadFromString(text) instanceof Map<?, ?> map) {
        return (Map<String, Object>) map;
      }
      problems.add(new CredentialProblem(FIELD, "not a map", "give a whole kubeconfig"));
    } catch (RuntimeException e) {
      problems.add(unreadable(e));
    }
    return null;
  }

  /**
   * Looks at the events only: nothing is built before the text is known to be small, flat and
   * without aliases.
   */
  private static @Nullable CredentialProblem refusal(String text) {
    if (text.length() > LIMIT) {
      return new CredentialProblem(
          FIELD, "more than " + LIMIT + " characters", "keep one cluster, user and context");
    }
    int depth = 0;
    int documents = 0;
    try {
      for (var event : new Parse(SETTINGS).parseString(text)) {
        documents += event instanceof DocumentStartEvent ? 1 : 0;
        depth += event instanceof CollectionStartEvent ? 1 : 0;
        depth -= event instanceof CollectionEndEvent ? 1 : 0;
        var found =
            documents > 1 ? "a second document" : depth > DEPTH ? "a deep nesting" : extra(event);
        if (found != null) {
          return new CredentialProblem(
              FIELD, found + line(event.getStartMark()), "write plain values in one document");
        }
      }
      return null;
    } catch (RuntimeException e) {
      return unreadable(e);
    }
  }

  private static @Nullable String extra(Event event) {
    return switch (event) {
      case AliasEvent alias -> "an alias";
      case NodeEvent node when node.getAnchor().isPresent() -> "an anchor";
      case CollectionStartEvent start when start.getTag().isPresent() -> "a tag";
      case ScalarEvent scalar when scalar.getTag().isPresent() -> "a tag";
      default -> null;
    };
  }

  /** Says where, never what: the parser's own message quotes the text. */
  private static CredentialProblem unreadable(RuntimeException e) {
    var where = e instanceof MarkedYamlEngineException marked ? line(marked.getProblemMark()) : "";
    return new CredentialProblem(FIELD, "not YAML" + where, "check the indentation and quotes");
  }

  private static String line(Optional<Mark> mark) {
    return mark.map(m -> " in line " + (m.getLine() + 1)).orElse("");
  }
}
