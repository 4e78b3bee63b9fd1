package dev.centralita.controller.improve;

import dev.centralita.placement.improve.Improvement;

/** What improvement counts. */
public interface ImproveMetrics {

  /** A slice has ended. */
  void improved(Improvement found, long nanos);

  /** A move was promised its new place ({@code taken}), or the place was gone. */
  void moved(boolean taken);
}
