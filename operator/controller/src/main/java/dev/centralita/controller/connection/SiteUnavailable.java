package dev.centralita.controller.connection;

import org.jspecify.annotations.Nullable;

/**
 * A call to a site was not tried, or its outcome is not known; the caller tries again when the
 * site's state changes.
 */
public final class SiteUnavailable extends RuntimeException {

  /** What is known about the call. */
  public enum Outcome {
    /** The site never saw it. */
    NOT_TRIED,
    /** It may or may not have been carried out. */
    UNKNOWN
  }

  private final String site;
  private final Outcome outcome;

  public SiteUnavailable(String site, Outcome outcome, String message, @Nullable Throwable cause) {
    super("site " + site + ": " + message, cause);
    this.site = site;
    this.outcome = outcome;
  }

  public String site() {
    return site;
  }

  public Outcome outcome() {
    return outcome;
  }
}
