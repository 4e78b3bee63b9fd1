package dev.centralita.controller.connection;

import dev.centralita.inventory.nvidia.ClusterPolicy;
import dev.centralita.inventory.nvidia.ClusterPolicyList;
import dev.centralita.inventory.nvidia.GpuCluster;
import dev.centralita.inventory.nvidia.GpuClusterList;
import dev.centralita.inventory.nvidia.NvidiaDriver;
import dev.centralita.inventory.nvidia.NvidiaDriverList;
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
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClassList;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClassList;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimList;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kind of object observed at every site.
 *
 * @param plural also its name in messages and metrics
 * @param path of the collection under the server's address, over all namespaces
 * @param selector label selector, empty for all
 * @param optional a site may be without the kind, or not let it be read; then it has none
 */
record ObjectKind<T extends HasMetadata>(
    String plural,
    String path,
    String selector,
    Class<T> type,
    Class<? extends KubernetesResourceList<T>> listType,
    boolean optional) {

  private static final String OURS = "app.kubernetes.io/managed-by=centralita";

  static final ObjectKind<Node> NODES = always("nodes", "api/v1", "", Node.class, NodeList.class);
  static final ObjectKind<Pod> PODS = always("pods", "api/v1", "", Pod.class, PodList.class);
  static final ObjectKind<Deployment> DEPLOYMENTS =
      always("deployments", "apis/apps/v1", OURS, Deployment.class, DeploymentList.class);
  static final ObjectKind<Job> JOBS =
      always("jobs", "apis/batch/v1", OURS, Job.class, JobList.class);

  /** What says which GPUs there are, besides the nodes: each only where it is installed. */
  static final List<ObjectKind<?>> ACCELERATORS =
      List.of(
          maybe(
              "clusterpolicies",
              "apis/nvidia.com/v1",
              ClusterPolicy.class,
              ClusterPolicyList.class),
          maybe("gpuclusters", "apis/nvidia.com/v1alpha1", GpuCluster.class, GpuClusterList.class),
          maybe(
              "nvidiadrivers",
              "apis/nvidia.com/v1alpha1",
              NvidiaDriver.class,
              NvidiaDriverList.class),
          maybe(
              "runtimeclasses", "apis/node.k8s.io/v1", RuntimeClass.class, RuntimeClassList.class),
          maybe(
              "deviceclasses", "apis/resource.k8s.io/v1", DeviceClass.class, DeviceClassList.class),
          maybe(
              "resourceslices",
              "apis/resource.k8s.io/v1",
              ResourceSlice.class,
              ResourceSliceList.class),
          maybe(
              "resourceclaims",
              "apis/resource.k8s.io/v1",
              ResourceClaim.class,
              ResourceClaimList.class));

  static final List<ObjectKind<?>> ALL =
      Stream.concat(Stream.of(NODES, PODS, DEPLOYMENTS, JOBS), ACCELERATORS.stream()).toList();

  private static <T extends HasMetadata> ObjectKind<T> always(
      String plural,
      String version,
      String selector,
      Class<T> type,
      Class<? extends KubernetesResourceList<T>> listType) {
    return new ObjectKind<>(plural, version + "/" + plural, selector, type, listType, false);
  }

  private static <T extends HasMetadata> ObjectKind<T> maybe(
      String plural,
      String version,
      Class<T> type,
      Class<? extends KubernetesResourceList<T>> listType) {
    return new ObjectKind<>(plural, version + "/" + plural, "", type, listType, true);
  }

  /** As objects of it say it. */
  String kind() {
    return HasMetadata.getKind(type);
  }

  @Override
  public String toString() {
    return plural;
  }
}
