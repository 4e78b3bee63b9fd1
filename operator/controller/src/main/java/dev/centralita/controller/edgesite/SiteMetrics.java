package dev.centralita.controller.edgesite;

import dev.centralita.api.EdgeSiteStatus;

/** What sites have and draw, for whoever exports it; must be quick. */
public interface SiteMetrics {
  /** Watts of all GPUs of the site together, as its Prometheus says. */
  void measured(String site, long gpuWatts);

  /** The site as it is reported now. */
  void reported(String site, EdgeSiteStatus status);
}
