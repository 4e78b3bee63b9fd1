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

  /**
   * It has run, well or not, and never runs again.
   *
   * @param failure what the site said of the Job that gave up; null if it ran to its end
   */
  record Finished(Standing standing, @Nullable String failure) implements Asking {
    static Finished completed() {
      return new Finished(new Standing.Ready("Completed", "It has run to its end"), null);
    }

    static Finished failed(String failure) {
      return new Finished(
          new Standing.Stalled(
              "JobFailed",
              "The Job gave up: %s. Maybe see the pods' logs at the site, then delete and create the workload."
                  .formatted(failure)),
          failure);
    }
  }
}
