package dev.centralita.placement;

import dev.centralita.placement.hot.PlaceIndex;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sites by name and number, and when what is derived from their facts went out of date. */
final class Register {
  private final PlaceIndex index;
  private final TreeMap<String, SiteState> inOrder = new TreeMap<>();
  private final Names<SiteState> byName = new Names<>();
  private @Nullable SiteState[] byId = new SiteState[16];

  /** The last that was found: changes of one site come in runs. */
  private @Nullable SiteState last;

  private @Nullable String lastName;
  private int lastHash;

  /** Counts changes of facts, and of who is where. */
  private long clock;

  private long moves;

  Register(PlaceIndex index) {
    this.index = index;
  }

  @Nullable SiteState get(String name) {
    int hash = name.hashCode();
    if (hash != lastHash || !name.equals(lastName)) {
      last = byName.get(name);
      lastName = name;
      lastHash = hash;
    }
    return last;
  }

  SiteState site(int id) {
    var site = byId[id];
    if (site == null) {
      throw new IllegalStateException("no site has number " + id);
    }
    return site;
  }

  /** In the order of their names. */
  Collection<SiteState> sites() {
    return inOrder.values();
  }

  void add(SiteState site) {
    lastName = null;
    byName.put(site.facts.id(), site);
    inOrder.put(site.facts.id(), site);
    if (site.id >= byId.length) {
      byId = Arrays.copyOf(byId, Math.max(site.id + 1, 2 * byId.length));
    }
    byId[site.id] = site;
    changed(site, true);
  }

  void remove(SiteState site) {
    lastName = null;
    byName.remove(site.facts.id());
    inOrder.remove(site.facts.id());
    byId[site.id] = null;
    clock++;
    moves++;
  }

  /**
   * @param elsewhere whether its distance to anybody may have changed
   */
  void changed(SiteState site, boolean elsewhere) {
    clock++;
    site.changed = clock;
    if (elsewhere) {
      moves++;
      site.moved = moves;
    }
  }

  long clock() {
    return clock;
  }

  long moves() {
    return moves;
  }

  /** A bit per site that there is; not to be written to. */
  long[] alive() {
    return index.alive();
  }

  /** Words of a mask of sites. */
  int words() {
    return index.words();
  }

  /** The mask, long enough for all sites. */
  long[] widened(long[] mask) {
    return mask.length < index.words() ? Arrays.copyOf(mask, index.words()) : mask;
  }

  static void set(long[] mask, int site, boolean on) {
    if (on) {
      mask[site >> 6] |= 1L << site;
    } else {
      mask[site >> 6] &= ~(1L << site);
    }
  }

  static boolean get(long[] mask, int site) {
    return (mask[site >> 6] >>> site & 1) != 0;
  }

  int capacity() {
    return byId.length;
  }
}
