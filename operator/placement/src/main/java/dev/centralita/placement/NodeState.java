package dev.centralita.placement;

import dev.centralita.placement.hot.Layout;
import org.jspecify.annotations.Nullable;

/** A node's name at a site, and its facts while it is there; the numbers are in the index. */
final class NodeState {
  final String name;
  final int row;
  @Nullable NodeFacts facts;

  /** Partitions by profile, as the index was told. */
  int[] partitions = {};

  /** Where they may lie; null where they are cut beforehand, or there are none. */
  @Nullable Layout layout;

  /** The site's GPUs of its product, as the index counts them; −1 without GPUs. */
  int pool = -1;

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
