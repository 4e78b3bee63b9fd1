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

  /** Of places: as a mask, and how far a spread hash is shifted to be one. */
  private int mask = 15;

  private int shift = 28;
  private int size;

  /** Where a name is, or would be put; holds until something is put or removed. */
  int find(String key) {
    int hash = key.hashCode();
    int i = home(hash);
    while (true) {
      var there = entries[2 * i];
      if (there == null || hashes[i] == hash && key.equals(there)) {
        return i;
      }
      i = i + 1 & mask;
    }
  }

  /** What is where {@link #find} said; null when the name is not there. */
  @SuppressWarnings("unchecked")
  @Nullable V at(int place) {
    return (V) entries[2 * place + 1];
  }

  /** Names that count up have hashes side by side; spread, they do not queue for one place. */
  private int home(int hash) {
    return hash * 0x9E3779B9 >>> shift;
  }

  @Nullable V get(String key) {
    return at(find(key));
  }

  void put(String key, V value) {
    int place = find(key);
    if (entries[2 * place] == null) {
      add(place, key, value);
    } else {
      entries[2 * place + 1] = value;
    }
  }

  /** Puts a name that is not there where {@link #find} said. */
  void add(int place, String key, V value) {
    if (2 * ++size > hashes.length) {
      grow();
      move(key.hashCode(), key, value);
      return;
    }
    hashes[place] = key.hashCode();
    entries[2 * place] = key;
    entries[2 * place + 1] = value;
  }

  private void grow() {
    var oldHashes = hashes;
    var old = entries;
    hashes = new int[2 * oldHashes.length];
    entries = new Object[2 * old.length];
    mask = hashes.length - 1;
    shift--;
    for (int i = 0; i < oldHashes.length; i++) {
      if (old[2 * i] != null) {
        move(oldHashes[i], old[2 * i], old[2 * i + 1]);
      }
    }
  }

  /** Puts what is known not to be there. */
  private void move(int hash, @Nullable Object key, @Nullable Object value) {
    int i = home(hash);
    while (entries[2 * i] != null) {
      i = i + 1 & mask;
    }
    hashes[i] = hash;
    entries[2 * i] = key;
    entries[2 * i + 1] = value;
  }

  @SuppressWarnings("unchecked")
  @Nullable V remove(String name) {
    int hole = find(name);
    if (entries[2 * hole] == null) {
      return null;
    }
    var removed = (V) entries[2 * hole + 1];
    size--;
    // What was pushed past the hole moves into it, so that searches need no tombstones.
    for (int i = hole + 1 & mask; entries[2 * i] != null; i = i + 1 & mask) {
      int pushed = i - home(hashes[i]) & mask;
      if (pushed >= (i - hole & mask)) {
        hashes[hole] = hashes[i];
        entries[2 * hole] = entries[2 * i];
        entries[2 * hole + 1] = entries[2 * i + 1];
        hole = i;
      }
    }
    entries[2 * hole] = null;
    entries[2 * hole + 1] = null;
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
