package dev.centralita.controller.fleet;

import dev.centralita.controller.connection.SiteListener;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.controller.hub.Pokes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import java.util.concurrent.ConcurrentHashMap;

/** Hears of all sites, writes it down, and wakes whom it concerns. */
public final class SiteFeed implements SiteListener {
  private final SiteBook book;
  private final Observations observations;
  private final Pokes pokes;

  /** The last thing said about the state of each site. */
  private final ConcurrentHashMap<String, String> states = new ConcurrentHashMap<>();

  public SiteFeed(SiteBook book, Observations observations, Pokes pokes) {
    this.book = book;
    this.observations = observations;
    this.pokes = pokes;
  }

  @Override
  public void nodeChanged(String site, Node node, Presence presence) {
    if (book.node(site, node, presence)) {
      pokes.site(site);
      pokes.workloadsOf(site);
    }
  }

  @Override
  public void podChanged(String site, Pod pod, Presence presence) {
    var effect = book.pod(site, pod, presence);
    observed(site, pod, presence);
    if (effect != SiteBook.Effect.NONE) {
      pokes.site(site);
    }
    if (effect == SiteBook.Effect.FREED) {
      pokes.wanting();
    }
  }

  @Override
  public void deploymentChanged(String site, Deployment deployment, Presence presence) {
    observed(site, deployment, presence);
  }

  @Override
  public void jobChanged(String site, Job job, Presence presence) {
    observed(site, job, presence);
  }

  @Override
  public void acceleratorChanged(String site, HasMetadata object, Presence presence) {
    switch (book.accelerator(site, object, presence)) {
      case NONE -> {}
      case HELD -> pokes.site(site);
      case FREED -> {
        pokes.site(site);
        // A claim comes and goes with each pod, and changes nothing for the others there.
        if (object instanceof ResourceClaim) {
          pokes.wanting();
        } else {
          pokes.workloadsOf(site);
        }
      }
    }
  }

  @Override
  public void listed(String site) {
    pokes.site(site);
    pokes.workloadsOf(site);
  }

  @Override
  public void stateChanged(SiteView view) {
    boolean news = book.see(view);
    var said = view.state() + "|" + view.clusterUid();
    if (!said.equals(states.put(view.site(), said)) || news) {
      pokes.site(view.site());
      pokes.workloadsOf(view.site());
    }
  }

  private void observed(String site, HasMetadata object, Presence presence) {
    observations.changed(site, object, presence);
    var workload = Observations.workload(object);
    if (workload != null) {
      pokes.workload(workload);
    }
  }
}
