/**
 * The law as data and pure algebra: names that are not understood never widen where a workload may
 * run.
 */
@NullMarked
package dev.centralita.placement.law;

import org.jspecify.annotations.NullMarked;
