package dev.centralita.placement;

import org.jspecify.annotations.Nullable;

/** A node's name at a site, and its facts while it is there; the numbers are in the index. */
final class NodeState {
  final String name;
  final int row;
  @Nullable NodeFacts facts;

  /** Pods and promised slots that name it: it is kept while there are any. */
  int references;

  NodeState(String name, int row) {
    this.name = name;
    this.row = row;
  }

  @Nullable Gpu gpu() {
    var f = facts;
    return f == null ? null : f.gpu();
  }
}
