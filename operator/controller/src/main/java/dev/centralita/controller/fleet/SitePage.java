package dev.centralita.controller.fleet;

import dev.centralita.controller.connection.SiteListener.Presence;
import dev.centralita.controller.connection.SiteState;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.controller.fleet.SiteBook.Effect;
import dev.centralita.controller.fleet.SiteBook.Entry;
import dev.centralita.inventory.Delta;
import dev.centralita.inventory.PowerDraw;
import dev.centralita.inventory.PowerReading;
import dev.centralita.inventory.SiteInventory;
import dev.centralita.inventory.SiteRegister;
import dev.centralita.placement.Reason;
import dev.centralita.placement.SiteFacts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One site; its monitor orders what the owner is told. */
final class SitePage {
  final String site;
  private final FleetOwner owner;
  final SiteInventory inventory = new SiteInventory(SiteRegister.NOTHING);
  private @Nullable Entry entry;
  private @Nullable SiteView view;
  private @Nullable SiteFacts told;

  private final Drawing drawing = new Drawing();

  SitePage(String site, FleetOwner owner) {
    this.site = site;
    this.owner = owner;
  }

  synchronized boolean enter(Entry changed) {
    boolean first = entry == null;
    entry = changed;
    if (changed.reading().meter() == null) {
      drawing.forget();
    }
    // Facts first: the fleet takes nodes and pods only of sites it knows.
    boolean news = tellFacts();
    var deltas = inventory.registerChanged(changed.reading().register());
    tell(first ? inventory.everything() : deltas);
    return news || !deltas.isEmpty();
  }

  synchronized boolean see(SiteView now) {
    view = now;
    return tellFacts();
  }

  synchronized boolean node(Node node, Presence presence) {
    return tell(
        presence == Presence.PRESENT
            ? inventory.nodeChanged(node)
            : inventory.nodeGone(node.getMetadata().getName()));
  }

  synchronized Effect pod(Pod pod, Presence presence) {
    var deltas =
        presence == Presence.PRESENT
            ? inventory.podChanged(pod)
            : inventory.podGone(pod.getMetadata().getUid());
    if (!tell(deltas)) {
      return Effect.NONE;
    }
    return deltas.stream().anyMatch(Delta.PodGone.class::isInstance) ? Effect.FREED : Effect.HELD;
  }

  synchronized Effect accelerator(HasMetadata object, Presence presence) {
    var stack = inventory.stack();
    var deltas =
        presence == Presence.PRESENT
            ? inventory.acceleratorChanged(object)
            : inventory.acceleratorGone(object);
    if (tell(deltas)) {
      return Effect.FREED;
    }
    return stack.equals(inventory.stack()) ? Effect.NONE : Effect.HELD;
  }

  synchronized Effect measured(PowerReading reading, Instant now) {
    if (entry == null
        || entry.reading().meter() == null
        || !drawing.take(reading, entry.reading().declared().power(), now)) {
      return Effect.NONE;
    }
    return tellFacts() ? Effect.FREED : Effect.HELD;
  }

  synchronized boolean takeAbove() {
    return drawing.takeAbove();
  }

  synchronized void presumeOverdrawn() {
    if (entry == null) {
      drawing.presumeOver();
    }
  }

  synchronized PowerDraw draw() {
    return drawing.shown();
  }

  synchronized @Nullable Entry entry() {
    return entry;
  }

  synchronized @Nullable SiteView view() {
    return view;
  }

  private boolean tell(List<Delta> deltas) {
    if (entry == null) {
      return false;
    }
    deltas.forEach(delta -> owner.tell(fleet -> delta.applyTo(fleet, site)));
    return !deltas.isEmpty();
  }

  private boolean tellFacts() {
    if (entry == null) {
      return false;
    }
    var facts = entry.reading().facts(view != null && view.listed(), unreachable());
    if (facts.equals(told)) {
      return false;
    }
    told = facts;
    owner.tell(fleet -> fleet.upsertSite(facts));
    return true;
  }

  /** Whether the site was listed or is known not to answer, or was never entered. */
  synchronized boolean settled() {
    return entry == null
        || (view != null
            && (view.listed()
                || !(view.state() instanceof SiteState.Connecting || view.state().writable())));
  }

  private @Nullable Reason unreachable() {
    if (entry != null && entry.quarantine() != null) {
      return Reason.Quarantined;
    }
    var seen = view;
    if (seen == null) {
      return null;
    }
    return switch (seen.state()) {
      case SiteState.Synced synced -> drawing.over() ? Reason.Overdrawn : null;
      // Not listed yet: the facts say unobserved, which is nearer to the truth.
      case SiteState.Connecting connecting -> seen.listed() ? Reason.Unreachable : null;
      case SiteState.IdentityMismatch mismatch -> Reason.Quarantined;
      default -> Reason.Unreachable;
    };
  }
}
