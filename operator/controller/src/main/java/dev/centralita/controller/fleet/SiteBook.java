package dev.centralita.controller.fleet;

import dev.centralita.controller.connection.SiteListener.Presence;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.inventory.Finding;
import dev.centralita.inventory.GpuStack;
import dev.centralita.inventory.GpuTerms;
import dev.centralita.inventory.MigNode;
import dev.centralita.inventory.PowerDraw;
import dev.centralita.inventory.PowerReading;
import dev.centralita.inventory.SiteReading;
import dev.centralita.placement.Need;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
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
  private final Map<String, SitePage> pages = new ConcurrentHashMap<>();

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
  public enum Effect {
    /** Nothing. */
    NONE,
    /** Nothing to them, but the site's report is another. */
    HELD,
    /** There may be room. */
    FREED
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

  /** Before the site is first entered. */
  public void presumeOverdrawn(String site) {
    page(site).presumeOverdrawn();
  }

  /** The site's power was measured, or could not be. */
  public Effect measured(String site, PowerReading reading, Instant now) {
    return page(site).measured(reading, now);
  }

  /** Whether the site was measured above its envelope since this was last asked. */
  public boolean takeAbove(String site) {
    return page(site).takeAbove();
  }

  /** What the site draws, as far as that is news. */
  public PowerDraw draw(String site) {
    return page(site).draw();
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
    return Optional.ofNullable(pages.get(site)).map(SitePage::entry);
  }

  /** How the site was last seen. */
  public Optional<SiteView> view(String site) {
    return Optional.ofNullable(pages.get(site)).map(SitePage::view);
  }

  /** Whether it may be written to. */
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

  /** How the site wants to be asked. */
  public GpuTerms terms(String site, Need need) {
    return page(site).inventory.terms(need);
  }

  /** Nodes of the site whose GPUs may be partitioned anew. */
  public List<MigNode> migNodes(String site, List<String> configs) {
    return page(site).inventory.migNodes(configs);
  }

  /** Whether the geometry of some node of the site is being changed now. */
  public boolean changingGeometry(String site) {
    return page(site).inventory.changingGeometry();
  }

  /** Whether every site entered was listed or is known not to answer. */
  public boolean settled() {
    return pages.values().stream().allMatch(SitePage::settled);
  }

  private SitePage page(String site) {
    return pages.computeIfAbsent(site, name -> new SitePage(name, owner));
  }
}
