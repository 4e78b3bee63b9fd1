/**
 * Finds moves that make standing placements better by more than they cost, within disruption
 * budgets, and certifies how far from the optimum what stands can be.
 */
@NullMarked
package dev.centralita.placement.improve;

import org.jspecify.annotations.NullMarked;
