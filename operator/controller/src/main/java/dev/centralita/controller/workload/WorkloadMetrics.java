package dev.centralita.controller.workload;

/** What the workload controller counts. */
public interface WorkloadMetrics {

  /** A decision placed nothing, or not all, for this reason at the nearest refusing site. */
  void refused(String reason);

  /** So many writes were made at a site. */
  void wrote(String site, int writes);
}
