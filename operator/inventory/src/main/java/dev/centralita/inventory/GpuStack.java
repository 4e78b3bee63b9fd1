package dev.centralita.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes GPUs usable at a site, and whether it says that it does. It says so of the whole
 * cluster: what counts as capacity is decided node by node.
 *
 * @param name of the object in force; empty where there is none
 * @param ready what it says of itself; null when it cannot be told
 * @param reason CamelCase
 * @param message for people
 * @param defaultWorkload what a node without a label about it is used for
 * @param runtimeClass what containers with GPUs run under; null where the site has none for them
 * @param findings what is odd about the stack's objects
 */
public record GpuStack(
    Kind kind,
    String name,
    @Nullable Boolean ready,
    String reason,
    String message,
    String defaultWorkload,
    @Nullable String runtimeClass,
    List<Finding> findings) {

  /** From the one that decides most about a cluster to none. */
  public enum Kind {
    /** The GPU Operator with the DRA driver. */
    GPUCluster,
    /** The GPU Operator with the device plugin. */
    ClusterPolicy,
    /** The DRA driver, installed by itself. */
    DRADriver,
    /** Nodes that have GPUs or labels about them; who put them there is not known. */
    LabelsOnly,
    /** No sign of GPUs. */
    None
  }

  public GpuStack {
    findings = List.copyOf(findings);
  }

  /** Whether GPUs are asked for by ResourceClaims rather than by resources of a container. */
  public boolean claims() {
    return kind == Kind.GPUCluster || kind == Kind.DRADriver;
  }
}
