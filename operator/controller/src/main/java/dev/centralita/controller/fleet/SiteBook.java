package dev.centralita.controller.fleet;

import dev.centralita.controller.connection.SiteListener.Presence;
import dev.centralita.controller.connection.SiteState;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.inventory.Delta;
import dev.centralita.inventory.Finding;
import dev.centralita.inventory.GpuStack;
import dev.centralita.inventory.OfferedForm;
import dev.centralita.inventory.SiteInventory;
import dev.centralita.inventory.SiteReading;
import dev.centralita.inventory.SiteRegister;
import dev.centralita.placement.Need;
import dev.centralita.placement.Reason;
import dev.centralita.placement.SiteFacts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each site from both sides, the hub's register and the site itself, told to the
 * {@link FleetOwner} as it changes. A site that was never entered is not told.
 */
public final class SiteBook {
  private final FleetOwner owner;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();

  public SiteBook(FleetOwner owner) {
    this.owner = owner;
  }

  /**
   * A site as entered.
   *
   * @param uid of the EdgeSite
   * @param quarantine why the site is not to be used at all, besides what its reading says
   */
  public record Entry(
      String uid, long generation, SiteReading reading, @Nullable String quarantine) {}

  /** What a change at a site means to those who look for a place there. */
  enum Effect {
    /** Nothing. */
    NONE,
    /** Nothing to them, but the site's report is another. */
    HELD,
    /** There may be room. */
    FREED
  }

  /** One site; its monitor orders what the owner is told. */
  private final class Page {
    private final String site;
    private final SiteInventory inventory = new SiteInventory(SiteRegister.NOTHING);
    private @Nullable Entry entry;
    private @Nullable SiteView view;
    private @Nullable SiteFacts told;

    Page(String site) {
      this.site = site;
    }

    synchronized boolean enter(Entry changed) {
      boolean first = entry == null;
      entry = changed;
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

    private boolean settled() {
      return view != null
          && (view.listed()
              || !(view.state() instanceof SiteState.Connecting || view.state().writable()));
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
        case SiteState.Synced synced -> null;
        // Not listed yet: the facts say unobserved, which is nearer to the truth.
        case SiteState.Connecting connecting -> seen.listed() ? Reason.Unreachable : null;
        case SiteState.IdentityMismatch mismatch -> Reason.Quarantined;
        default -> Reason.Unreachable;
      };
    }
  }

  /**
   * The register changed, or is read again.
   *
   * @return whether the solver was told anything new
   */
  public boolean enter(String site, Entry entry) {
    return page(site).enter(entry);
  }

  /** The site is no longer in the register. */
  public void strike(String site) {
    if (pages.remove(site) != null) {
      owner.tell(fleet -> fleet.removeSite(site));
    }
  }

  boolean see(SiteView view) {
    return page(view.site()).see(view);
  }

  boolean node(String site, Node node, Presence presence) {
    return page(site).node(node, presence);
  }

  Effect pod(String site, Pod pod, Presence presence) {
    return page(site).pod(pod, presence);
  }

  Effect accelerator(String site, HasMetadata object, Presence presence) {
    return page(site).accelerator(object, presence);
  }

  /** What makes GPUs usable at the site. */
  public GpuStack stack(String site) {
    return page(site).inventory.stack();
  }

  /** The sites entered. */
  public List<String> sites() {
    return pages.values().stream()
        .filter(page -> entry(page.site).isPresent())
        .map(page -> page.site)
        .sorted()
        .toList();
  }

  /** A site as entered. */
  public Optional<Entry> entry(String site) {
    return Optional.ofNullable(pages.get(site))
        .map(page -> {
          synchronized (page) {
            return page.entry;
          }
        });
  }

  /** How the site was last seen. */
  public Optional<SiteView> view(String site) {
    return Optional.ofNullable(pages.get(site))
        .map(page -> {
          synchronized (page) {
            return page.view;
          }
        });
  }

  /** Whether the site may be written to. */
  public boolean writable(String site) {
    return view(site).map(view -> view.state().writable()).orElse(false);
  }

  /** How many nodes the site has. */
  public int nodes(String site) {
    return page(site).inventory.nodes();
  }

  /** What is odd about what the site reports. */
  public List<Finding> findings(String site) {
    return page(site).inventory.findings();
  }

  /** The GPU models of the site that would do, as its nodes are labelled. */
  public List<String> productLabels(String site, Need need) {
    return page(site).inventory.productLabels(need);
  }

  /** The GPU models of some nodes of the site, as they are labelled. */
  public List<String> productLabelsOf(String site, List<String> nodes) {
    return page(site).inventory.productLabelsOf(nodes);
  }

  /** In which form the site wants to be asked, most of all for these nodes of it. */
  public Optional<OfferedForm> form(String site, Need need, List<String> nodes) {
    return page(site).inventory.form(need, nodes);
  }

  /** Whether every site entered was listed or is known not to answer. */
  public boolean settled() {
    return pages.values().stream()
        .allMatch(page -> {
          synchronized (page) {
            return page.entry == null || page.settled();
          }
        });
  }

  private Page page(String site) {
    return pages.computeIfAbsent(site, Page::new);
  }
}
