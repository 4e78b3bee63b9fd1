package dev.centralita.placement;

import dev.centralita.placement.Claim.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a decision held and gave back on the live sites, to be undone however it ends. */
final class Journal {
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(
      SiteState site, @Nullable Slot slot, int row, Load load, Need need, int sign) {

    void apply(int times) {
      var its = slot;
      if (its == null) {
        site.holdings.hold(row, load, times * sign);
      } else {
        site.holdings.hold(its, load, need, times * sign);
      }
      site.holdings.settle();
    }
  }

  /** Adds or takes back what a slot holds. */
  void hold(SiteState site, Slot slot, Load load, Need need, int sign) {
    record(new Entry(site, slot, -1, load, need, sign));
  }

  /** Adds or takes back one replica on a node. */
  void hold(SiteState site, NodeState node, Load load, Need need, int sign) {
    record(new Entry(site, null, node.row, load, need, sign));
  }

  private void record(Entry entry) {
    entry.apply(1);
    entries.add(entry);
  }

  void undo() {
    for (int e = entries.size() - 1; e >= 0; e--) {
      entries.get(e).apply(-1);
    }
    entries.clear();
  }
}
