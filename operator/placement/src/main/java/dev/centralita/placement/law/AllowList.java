package dev.centralita.placement.law;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Either anything, or only the names listed. Not the same as a set: only an empty list means
 * nothing at all, which is what two disjoint rules make together.
 */
public sealed interface AllowList {
  /** No rule. */
  record Any() implements AllowList {}

  /** Only these, in alphabetical order; none if empty. */
  record Only(SortedSet<String> names) implements AllowList {
    public Only {
      names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
  }

  /** No rule. */
  static AllowList any() {
    return new Any();
  }

  /** Only these names; unlike in a manifest, an empty collection allows nothing. */
  static AllowList only(Collection<String> names) {
    return new Only(new TreeSet<>(names));
  }

  /** Is this name allowed? */
  default boolean allows(String name) {
    return switch (this) {
      case Any any -> true;
      case Only only -> only.names().contains(name);
    };
  }

  /** Is nothing allowed? */
  default boolean isNothing() {
    return this instanceof Only(var names) && names.isEmpty();
  }

  /** What both allow. */
  default AllowList and(AllowList other) {
    if (!(this instanceof Only(var mine))) {
      return other;
    }
    if (!(other instanceof Only(var theirs))) {
      return this;
    }
    var both = new TreeSet<>(mine);
    both.retainAll(theirs);
    return new Only(both);
  }
}
