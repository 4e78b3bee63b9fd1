package dev.centralita.delivery;

/**
 * The labels and annotations that say what at a site is ours, whose it is and which decision put it
 * there. They are the only memory a site has of us, so their names never change meaning.
 */
public final class Marks {
  /** Everything under this prefix is ours: a template may not use it. */
  public static final String PREFIX = "centralita.dev/";

  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String MANAGER = "centralita";

  /** The field manager of every server-side apply. */
  public static final String FIELD_MANAGER = "centralita";

  /** Label on objects and pods: UID of the SovereignWorkload at the hub. */
  public static final String WORKLOAD_UID = PREFIX + "workload-uid";

  /** Label on objects, pods and namespaces: id of the hub that delivered them. */
  public static final String HUB = PREFIX + "hub";

  /** Label on objects and pods: the EdgeSite, because in local mode several share one cluster. */
  public static final String SITE = PREFIX + "site";

  /** Annotation on objects and pods: namespace/name of the workload at the hub. */
  public static final String WORKLOAD = PREFIX + "workload";

  /** Annotation on objects, never on pods: a new epoch alone must not restart anything. */
  public static final String EPOCH = PREFIX + "epoch";

  /** Annotation on objects: digest of what was rendered. */
  public static final String APPLIED = PREFIX + "applied";

  /** Annotation on objects: digest of the request behind the pod template, without advice. */
  public static final String TEMPLATE = PREFIX + "template";

  /** Annotation on objects: the advice the pod template was rendered with, as JSON. */
  public static final String NODES = PREFIX + "nodes";

  /** Annotation on objects: in which form the pod template asks for GPUs, as JSON. */
  public static final String GPUS = PREFIX + "gpus";

  /** Annotation on namespaces: name of the namespace at the hub. */
  public static final String HUB_NAMESPACE = PREFIX + "hub-namespace";

  /** Annotation on namespaces: UID of the namespace at the hub. */
  public static final String HUB_NAMESPACE_UID = PREFIX + "hub-namespace-uid";

  private Marks() {}
}
