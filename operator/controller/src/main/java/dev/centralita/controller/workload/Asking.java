package dev.centralita.controller.workload;

import dev.centralita.controller.status.Standing;
import dev.centralita.placement.Request;
import java.util.List;

/** What is to be asked of the solver for a workload, if anything. */
sealed interface Asking {

  /** A question for the solver. */
  record Ask(Request request) implements Asking {}

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
