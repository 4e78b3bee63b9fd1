package dev.centralita.controller.connection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/**
 * Everything known of one site at one moment, stripped as in {@link Stripping}; kept while the site
 * is unreachable.
 *
 * @param accelerators what {@link SiteListener#acceleratorChanged} tells
 */
public record SiteObjects(
    List<Node> nodes,
    List<Pod> pods,
    List<Deployment> deployments,
    List<Job> jobs,
    List<HasMetadata> accelerators) {
  public SiteObjects {
    nodes = List.copyOf(nodes);
    pods = List.copyOf(pods);
    deployments = List.copyOf(deployments);
    jobs = List.copyOf(jobs);
    accelerators = List.copyOf(accelerators);
  }
}
