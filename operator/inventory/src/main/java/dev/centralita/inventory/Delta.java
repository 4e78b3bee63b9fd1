package dev.centralita.inventory;

import dev.centralita.placement.Fleet;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.PodFacts;

/** A change of what the solver must know of one site. */
public sealed interface Delta {
  /** A node appeared or its facts changed. */
  record NodeChanged(NodeFacts facts) implements Delta {}

  /** A node is no longer of the site. */
  record NodeGone(String name) implements Delta {}

  /** A pod that holds something appeared or what it holds changed. */
  record PodChanged(PodFacts facts) implements Delta {}

  /** A pod finished, was deleted or is no longer of the site. */
  record PodGone(String uid) implements Delta {}

  /** Tells the fleet, on the fleet's own thread. */
  default void applyTo(Fleet fleet, String site) {
    switch (this) {
      case NodeChanged(var facts) -> fleet.upsertNode(site, facts);
      case NodeGone(var name) -> fleet.removeNode(site, name);
      case PodChanged(var facts) -> fleet.upsertPod(site, facts);
      case PodGone(var uid) -> fleet.removePod(site, uid);
    }
  }
}
