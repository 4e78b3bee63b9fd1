package dev.centralita.fleet;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;

/**
 * One running cluster. Methods that change it return when the change is in force; what follows from
 * it (eviction, rescheduling) takes the time it takes in any cluster.
 */
public interface Cluster {
  String name();

  /** A client with every right, shared by all callers; closed with the cluster. */
  KubernetesClient adminClient();

  /** Self-contained kubeconfig with every right, for {@code kubectl}. */
  String adminKubeconfig();

  /** A file that holds {@link #adminKubeconfig()}. */
  Path adminKubeconfigFile();

  /**
   * Self-contained kubeconfig of the credential a hub gets for this site: the ServiceAccount of
   * {@code manifests/site}, applied here on first use.
   */
  String operatorKubeconfig();

  /** Self-contained kubeconfig of any ServiceAccount of this cluster; the account must exist. */
  String kubeconfigOf(String namespace, String serviceAccount);

  /** What the API server was asked so far, and by whom. */
  AuditLog auditLog();

  /** Adds Ready nodes and returns their names; needs {@link Ability#NEW_NODES}. */
  List<String> addNodes(NodePool pool);

  /** Deletes the Node object and takes the machine behind it away. */
  void removeNode(String node);

  /** The machine behind the node falls silent; the Node object stays and becomes NotReady. */
  void loseNode(String node);

  /** The machine of a node lost before answers again. */
  void recoverNode(String node);

  /** One GPU of the node turns unhealthy and leaves its offer; pods that hold it go on. */
  void failGpu(String node);

  /** All GPUs of the node are healthy again. */
  void repairGpus(String node);

  /** Ends the API server in good order: callers get "connection refused" from now on. */
  void stopApiServer();

  /** Ends the API server like a power cut. */
  void killApiServer();

  /** Starts the API server again at the same address and waits until it is ready. */
  void startApiServer();

  /** The API server keeps its connections but answers nothing: callers run into their time-outs. */
  void pauseApiServer();

  void resumeApiServer();
}
