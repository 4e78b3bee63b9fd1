package dev.centralita.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Things by name: open addressing, so that what comes and goes in the steady state allocates
 * nothing.
 */
final class Names<V> {
  private @Nullable String[] keys = new String[16];
  private @Nullable Object[] values = new Object[16];
  private int size;

  private int at(String key) {
    int mask = keys.length - 1;
    // Names that count up have hashes side by side; spread, they do not queue for one place.
    int i = key.hashCode() * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(mask);
    while (true) {
      var there = keys[i];
      if (there == null || there.equals(key)) {
        return i;
      }
      i = i + 1 & mask;
    }
  }

  @SuppressWarnings("unchecked")
  @Nullable V get(String key) {
    return (V) values[at(key)];
  }

  void put(String key, V value) {
    int i = at(key);
    if (keys[i] == null) {
      if (2 * ++size > keys.length) {
        grow();
        i = at(key);
      }
      keys[i] = key;
    }
    values[i] = value;
  }

  private void grow() {
    var oldKeys = keys;
    var oldValues = values;
    keys = new String[2 * oldKeys.length];
    values = new Object[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      var key = oldKeys[i];
      if (key != null) {
        int to = at(key);
        keys[to] = key;
        values[to] = oldValues[i];
      }
    }
  }

  @SuppressWarnings("unchecked")
  @Nullable V remove(String name) {
    int hole = at(name);
    var removed = (V) values[hole];
    if (keys[hole] == null) {
      return null;
    }
    size--;
    int mask = keys.length - 1;
    keys[hole] = null;
    values[hole] = null;
    // What was pushed past the hole moves back, so that searches need no tombstones.
    for (int i = hole + 1 & mask; ; i = i + 1 & mask) {
      var key = keys[i];
      if (key == null) {
        return removed;
      }
      var value = values[i];
      keys[i] = null;
      values[i] = null;
      int to = at(key);
      keys[to] = key;
      values[to] = value;
    }
  }

  int size() {
    return size;
  }

  /** The names in alphabetical order. */
  List<String> sorted() {
    var out = new ArrayList<String>(size);
    for (var key : keys) {
      if (key != null) {
        out.add(key);
      }
    }
    out.sort(null);
    return out;
  }

  /** The things in the alphabetical order of their names. */
  List<V> inOrder() {
    var out = new ArrayList<V>(size);
    for (var key : sorted()) {
      out.add(Objects.requireNonNull(get(key)));
    }
    return out;
  }

  void clear() {
    Arrays.fill(keys, null);
    Arrays.fill(values, null);
    size = 0;
  }
}
