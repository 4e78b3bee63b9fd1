package dev.centralita.inventory;

/** The names by which nodes and pods say what they are. */
final class Marks {
  /** Put on every pod we deliver; its value is the UID of the SovereignWorkload at the hub. */
  static final String WORKLOAD_UID = "centralita.dev/workload-uid";

  /** Whole GPUs, or the partitions of the single MIG strategy. */
  static final String GPU = "nvidia.com/gpu";

  /** Time slices, where the device plugin is told to rename what it shares. */
  static final String GPU_SHARED = "nvidia.com/gpu.shared";

  static final String MIG_PREFIX = "nvidia.com/mig-";
  static final String SHARED_SUFFIX = ".shared";

  static final String PRESENT = "nvidia.com/gpu.present";
  static final String PRODUCT = "nvidia.com/gpu.product";
  static final String FAMILY = "nvidia.com/gpu.family";
  static final String MEMORY = "nvidia.com/gpu.memory";
  static final String COUNT = "nvidia.com/gpu.count";
  static final String REPLICAS = "nvidia.com/gpu.replicas";
  static final String SHARING = "nvidia.com/gpu.sharing-strategy";
  static final String COMPUTE_MAJOR = "nvidia.com/gpu.compute.major";
  static final String COMPUTE_MINOR = "nvidia.com/gpu.compute.minor";
  static final String MIG_STATE = "nvidia.com/mig.config.state";
  static final String UPGRADE_STATE = "nvidia.com/gpu-driver-upgrade-state";
  static final String WORKLOAD_CONFIG = "nvidia.com/gpu.workload.config";

  private Marks() {}
}
