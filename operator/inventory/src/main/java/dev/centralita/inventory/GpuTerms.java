package dev.centralita.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What pods must say at a site to get what a need takes of its GPUs.
 *
 * @param form null when no node of the site offers it now
 * @param runtimeClass what they must run under; null where the site has none for GPUs
 * @param tainted whether nodes are kept for those who tolerate {@code nvidia.com/gpu}
 */
public record GpuTerms(
    @Nullable OfferedForm form, @Nullable String runtimeClass, boolean tainted) {}
