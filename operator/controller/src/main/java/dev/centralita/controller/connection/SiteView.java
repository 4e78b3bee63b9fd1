package dev.centralita.controller.connection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One site as the hub sees it now.
 *
 * @param listed a full list of every kind was seen since the site was added; before that nothing is
 *     placed there
 * @param lastContact when the site last proved that it is there and who it is
 * @param clusterUid UID of its {@code kube-system} namespace, null before the first contact
 * @param withheld kinds about its GPUs that the site does not let be read
 */
public record SiteView(
    String site,
    SiteState state,
    boolean listed,
    @Nullable Instant lastContact,
    @Nullable String clusterUid,
    List<String> withheld) {

  public SiteView {
    withheld = List.copyOf(withheld);
  }

  /** A site that lets everything be read. */
  public SiteView(
      String site,
      SiteState state,
      boolean listed,
      @Nullable Instant lastContact,
      @Nullable String clusterUid) {
    this(site, state, listed, lastContact, clusterUid, List.of());
  }
}
