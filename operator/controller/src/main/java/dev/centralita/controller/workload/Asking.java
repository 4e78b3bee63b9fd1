package dev.centralita.controller.workload;

import dev.centralita.controller.status.Standing;
import dev.centralita.placement.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be asked of the solver for a workload, if anything. */
sealed interface Asking {

  /**
   * A question for the solver.
   *
   * @param nowhere why no site in the world could satisfy the law asked for; null if one could
   */
  record Ask(Request request, @Nullable String nowhere) implements Asking {}

  /** Nothing can be asked now; what runs stays as it is. */
  record Blocked(Standing standing) implements Asking {
    static Blocked stalled(String reason, List<String> messages) {
      return new Blocked(new Standing.Stalled(reason, String.join(" ", messages)));
    }
  }

  /** Nothing shall run. */
  record Suspended() implements Asking {}

  /** It has run to its end and never runs again. */
  record Finished(Standing standing) implements Asking {}
}
