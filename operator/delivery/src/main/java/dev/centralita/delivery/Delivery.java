package dev.centralita.delivery;

import dev.centralita.api.SovereignWorkload;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what one workload looks like at one site; {@link Rendering} is a pure
 * function of it.
 *
 * @param hubId id of the hub, first part of every namespace at a site: a DNS label of at most 20
 *     characters
 * @param hubNamespaceUid UID of the workload's namespace at the hub
 * @param workload the workload with its uid, namespace, name and vetted spec
 * @param site where it goes
 * @param replicas at this site; 0 keeps the object without pods
 * @param epoch of the decision; a site that has seen a higher one refuses this
 */
public record Delivery(
    String hubId,
    String hubNamespaceUid,
    SovereignWorkload workload,
    Site site,
    int replicas,
    long epoch,
    Nodes nodes,
    Hints hints) {

  private static final Pattern HUB_ID = Pattern.compile("[a-z0-9]([-a-z0-9]{0,18}[a-z0-9])?");

  public Delivery {
    if (!HUB_ID.matcher(hubId).matches()) {
      throw new IllegalArgumentException(
          "hub id \"%s\" cannot begin a namespace name. Maybe use at most 20 of a-z, 0-9 and '-'."
              .formatted(hubId));
    }
    if (replicas < 0) {
      throw new IllegalArgumentException("replicas is %d, must be 0 or more".formatted(replicas));
    }
  }

  /** Namespace at the site. */
  public String namespace() {
    return SiteNames.namespace(hubId, workload.getMetadata().getNamespace());
  }

  /**
   * A site as delivery sees it.
   *
   * @param name of the EdgeSite
   * @param local true when the site is a set of the hub's own nodes
   * @param nodeSelector which nodes those are; empty for a remote site
   */
  public record Site(String name, boolean local, Map<String, String> nodeSelector) {
    public Site {
      nodeSelector = Map.copyOf(nodeSelector);
      if (local == nodeSelector.isEmpty()) {
        throw new IllegalArgumentException(
            "site %s: a local site has a node selector, a remote one has none, got local=%s and %s"
                .formatted(name, local, nodeSelector));
      }
    }

    public static Site remote(String name) {
      return new Site(name, false, Map.of());
    }

    public static Site local(String name, Map<String, String> nodeSelector) {
      return new Site(name, true, nodeSelector);
    }
  }

  /**
   * What the solver says about nodes.
   *
   * @param advised nodes it would choose: preferred, weight 100, never a must
   * @param advisedProducts {@code nvidia.com/gpu.product} label values of those nodes
   * @param allowedProducts label values the pods may run on, a must for kube-scheduler; empty =
   *     any. On a site with several GPU models name here every model that satisfies the request and
   *     its watts. Where GPUs are claimed, names as the devices give them
   */
  public record Nodes(
      List<String> advised, List<String> advisedProducts, List<String> allowedProducts) {
    public static final Nodes ANY = new Nodes(List.of(), List.of(), List.of());

    public Nodes {
      advised = advised.stream().distinct().sorted().toList();
      advisedProducts = advisedProducts.stream().distinct().sorted().toList();
      allowedProducts = allowedProducts.stream().distinct().sorted().toList();
    }
  }

  /**
   * What the site has that changes how GPUs are asked for.
   *
   * @param form null when nothing there offers what is needed now: what was rendered before stays
   * @param runtimeClass name of the RuntimeClass GPU pods need there, null when the site has none
   *     of that name
   * @param tainted whether nodes there are kept for pods that tolerate {@code nvidia.com/gpu}
   */
  public record Hints(@Nullable GpuForm form, @Nullable String runtimeClass, boolean tainted) {
    public static final Hints NONE = new Hints(null, null, false);
  }
}
