package dev.centralita.controller.connection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One site as the hub sees it now.
 *
 * @param listed a full list of every kind was seen since the site was added; before that nothing is
 *     placed there
 * @param lastContact when the site last proved that it is there and who it is
 * @param clusterUid UID of its {@code kube-system} namespace, null before the first contact
 */
public record SiteView(
    String site,
    SiteState state,
    boolean listed,
    @Nullable Instant lastContact,
    @Nullable String clusterUid) {}
