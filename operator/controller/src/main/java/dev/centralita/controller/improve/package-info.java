/**
 * Moves what stands to better places beside the reconcilers, slice by slice, and measures how far
 * from the best the fleet is.
 */
@NullMarked
package dev.centralita.controller.improve;

import org.jspecify.annotations.NullMarked;
