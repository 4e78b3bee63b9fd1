/**
 * What is delivered to a site is exactly what was decided, is marked as ours, and touches nothing
 * that is not.
 */
@NullMarked
package dev.centralita.delivery;

import org.jspecify.annotations.NullMarked;
