package dev.centralita.controller.connection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import java.util.List;

/**
 * One kind of object observed at every site.
 *
 * @param plural also its name in messages and metrics
 * @param path of the collection under the server's address, over all namespaces
 * @param selector label selector, empty for all
 */
record ObjectKind<T extends HasMetadata>(
    String plural,
    String path,
    String selector,
    Class<T> type,
    Class<? extends KubernetesResourceList<T>> listType) {

  private static final String OURS = "app.kubernetes.io/managed-by=centralita";

  static final ObjectKind<Node> NODES =
      new ObjectKind<>("nodes", "api/v1/nodes", "", Node.class, NodeList.class);
  static final ObjectKind<Pod> PODS =
      new ObjectKind<>("pods", "api/v1/pods", "", Pod.class, PodList.class);
  static final ObjectKind<Deployment> DEPLOYMENTS =
      new ObjectKind<>(
          "deployments", "apis/apps/v1/deployments", OURS, Deployment.class, DeploymentList.class);
  static final ObjectKind<Job> JOBS =
      new ObjectKind<>("jobs", "apis/batch/v1/jobs", OURS, Job.class, JobList.class);

  static final List<ObjectKind<?>> ALL = List.of(NODES, PODS, DEPLOYMENTS, JOBS);

  @Override
  public String toString() {
    return plural;
  }
}
