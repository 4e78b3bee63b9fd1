/**
 * Places a whole batch at once, for the least total cost, and certifies how far from the optimum it
 * can be.
 */
@NullMarked
package dev.centralita.placement.solve;

import org.jspecify.annotations.NullMarked;
