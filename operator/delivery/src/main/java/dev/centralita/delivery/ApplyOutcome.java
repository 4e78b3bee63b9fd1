package dev.centralita.delivery;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** What became of one apply. A site that cannot be reached is an exception, not an outcome. */
public sealed interface ApplyOutcome {

  /** The site now has what was asked, after this many writes. */
  record Applied(int writes, HasMetadata live) implements ApplyOutcome {}

  /** The site had it already: nothing was written. */
  record Unchanged(HasMetadata live) implements ApplyOutcome {}

  /**
   * Nothing of the workload was changed; the message names the object, what is wrong and a remedy.
   */
  record Refused(Cause cause, String message) implements ApplyOutcome {}

  /** Why a site's objects were left alone. */
  enum Cause {
    /** A namespace of that name is not ours or belongs to another namespace of the hub. */
    ForeignNamespace(false),
    /** An object of that name belongs to another workload or to nobody we know. */
    ForeignObject(false),
    /** The site carries a later decision: whoever asks is behind. */
    StaleEpoch(false),
    /** The old namespace or object is still going away. */
    Terminating(true),
    /** Somebody wrote at the same moment. */
    Conflict(true),
    /** The site's API server said no: invalid there, forbidden, over quota. */
    Rejected(false);

    private final boolean passing;

    Cause(boolean passing) {
      this.passing = passing;
    }

    /** True when the same apply is expected to succeed soon without anybody acting. */
    public boolean passing() {
      return passing;
    }
  }
}
