package dev.centralita.controller.connection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/**
 * Hears of one site's objects on that site's own serial executor, so it may be slow without
 * disturbing others. Level triggered: several changes of one object may arrive as one, the last;
 * after a reconnect only differences arrive. Objects are stripped to what placement, delivery and
 * status need (see {@link Stripping}) and must not be modified.
 */
public interface SiteListener {

  /** Whether the object is there or was the last known form of one that is gone. */
  enum Presence {
    PRESENT,
    GONE
  }

  /** Every node of the site. */
  void nodeChanged(String site, Node node, Presence presence);

  /**
   * Every pod of the site, foreign ones too: they hold GPUs. A finished pod is reported until it is
   * deleted.
   */
  void podChanged(String site, Pod pod, Presence presence);

  /** Deployments labelled as managed by Centralita. */
  void deploymentChanged(String site, Deployment deployment, Presence presence);

  /** Jobs labelled as managed by Centralita. */
  void jobChanged(String site, Job job, Presence presence);

  /**
   * What says which GPUs the site has, besides its nodes: the GPU Operator's kinds, DeviceClasses,
   * ResourceSlices and ResourceClaims.
   */
  void acceleratorChanged(String site, HasMetadata object, Presence presence);

  /**
   * The first full list of every kind was delivered; comes once per {@code ensure} of a new site.
   */
  void listed(String site);

  /** The state or the cluster UID of the site changed. */
  void stateChanged(SiteView view);
}
