package dev.centralita.placement;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Things by name: open addressing, so that what comes and goes in the steady state allocates
 * nothing. A name's hash lies beside it, so that no name but the one that is found is looked at.
 */
final class Names<V> {
  private int[] hashes = new int[16];

  /** Names and things in turn; null where there is none. */
  private @Nullable Object[] entries = new Object[32];

  private int size;

  private int at(String key, int hash) {
    int mask = hashes.length - 1;
    int i = home(hash, mask);
    while (true) {
      var there = entries[2 * i];
      if (there == null || hashes[i] == hash && key.equals(there)) {
        return i;
      }
      i = i + 1 & mask;
    }
  }

  /** Names that count up have hashes side by side; spread, they do not queue for one place. */
  private static int home(int hash, int mask) {
    return hash * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(mask);
  }

  @SuppressWarnings("unchecked")
  @Nullable V get(String key) {
    return (V) entries[2 * at(key, key.hashCode()) + 1];
  }

  void put(String key, V value) {
    int hash = key.hashCode();
    int i = at(key, hash);
    if (entries[2 * i] == null) {
      if (2 * ++size > hashes.length) {
        grow();
        i = at(key, hash);
      }
      hashes[i] = hash;
      entries[2 * i] = key;
    }
    entries[2 * i + 1] = value;
  }

  private void grow() {
    var oldHashes = hashes;
    var old = entries;
    hashes = new int[2 * oldHashes.length];
    entries = new Object[2 * old.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (old[2 * i] != null) {
        move(oldHashes[i], old[2 * i], old[2 * i + 1]);
      }
    }
  }

  /** Puts what is known not to be there. */
  private void move(int hash, @Nullable Object key, @Nullable Object value) {
    int mask = hashes.length - 1;
    int i = home(hash, mask);
    while (entries[2 * i] != null) {
      i = i + 1 & mask;
    }
    hashes[i] = hash;
    entries[2 * i] = key;
    entries[2 * i + 1] = value;
  }

  @SuppressWarnings("unchecked")
  @Nullable V remove(String name) {
    int hole = at(name, name.hashCode());
    if (entries[2 * hole] == null) {
      return null;
    }
    var removed = (V) entries[2 * hole + 1];
    size--;
    int mask = hashes.length - 1;
    entries[2 * hole] = null;
    entries[2 * hole + 1] = null;
    // What was pushed past the hole moves back, so that searches need no tombstones.
    for (int i = hole + 1 & mask; entries[2 * i] != null; i = i + 1 & mask) {
      var key = entries[2 * i];
      var value = entries[2 * i + 1];
      entries[2 * i] = null;
      entries[2 * i + 1] = null;
      move(hashes[i], key, value);
    }
    return removed;
  }

  /** The names in alphabetical order. */
  List<String> sorted() {
    var out = new ArrayList<String>(size);
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i] instanceof String name) {
        out.add(name);
      }
    }
    out.sort(null);
    return out;
  }

  /** The things in the alphabetical order of their names. */
  List<V> inOrder() {
    var out = new ArrayList<V>(size);
    for (var name : sorted()) {
      var thing = get(name);
      if (thing != null) {
        out.add(thing);
      }
    }
    return out;
  }
}
