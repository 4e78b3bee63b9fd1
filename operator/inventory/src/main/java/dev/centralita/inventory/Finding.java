package dev.centralita.inventory;

/**
 * Something about a site that narrows what it is offered for, or that people should look at.
 *
 * @param subject what it is about: {@code node/<name>}, {@code pod/<namespace>/<name>} or the path
 *     of a field of the EdgeSite
 * @param message what was found, in values, with advice on a line beginning "Maybe" where there is
 *     some
 */
public record Finding(Kind kind, String subject, String message) implements Comparable<Finding> {

  /** CamelCase, so that it can be the reason of a condition. Most serious first. */
  public enum Kind {
    /** A field of the EdgeSite cannot be used; what depends on it is not offered. */
    InvalidField,
    /** No watts are known of a product, so its power cannot be counted and it is not placeable. */
    UnknownWatts,
    /** Objects of GPU stacks that exclude each other, or that only one of can be in force. */
    StackConflict,
    /** A RuntimeClass for GPUs that changes what pods need. */
    RuntimeClassNotUsed,
    /** An NVIDIADriver that the stack needs is not ready. */
    DriverNotReady,
    /** A number no real node has. */
    AbsurdQuantity,
    /** Labels that contradict each other or the product. */
    ContradictoryLabels,
    /** A node with GPUs of several products, whose labels describe only one. */
    HeterogeneousNode,
    /** The same GPUs are offered by the device plugin and by the DRA driver. */
    OfferedTwice,
    /** Devices of ResourceSlices that cannot be counted on. */
    DevicesUnclear,
    /** A node gives out in one form what most nodes of the site give out in another. */
    FormsDiffer,
    /** GPUs are allocatable but the labels that say what they are are missing. */
    MissingLabels,
    /** Labels say there are GPUs, but none are allocatable. */
    GpusNotAdvertised,
    /** The single MIG strategy with a geometry that is not uniform. */
    MigInvalid,
    /** The geometry is being changed, or could not be. */
    MigNotReady,
    /** The driver is about to be replaced, or could not be. */
    DriverUpgrading,
    /** GPUs of the node go to virtual machines. */
    PassthroughNode,
    /** The node is not ready. */
    NodeNotReady,
    /** Fewer GPUs are allocatable than the node has. */
    UnhealthyGpus,
    /** Pods hold more than the node still has. */
    CapacityBelowUse,
    /** The site has a product the EdgeSite does not declare. */
    UndeclaredProduct,
    /** The EdgeSite declares more than is observed. */
    DeclaredNotObserved
  }

  @Override
  public int compareTo(Finding other) {
    var byKind = kind.compareTo(other.kind);
    if (byKind != 0) {
      return byKind;
    }
    var bySubject = subject.compareTo(other.subject);
    return bySubject != 0 ? bySubject : message.compareTo(other.message);
  }
}
