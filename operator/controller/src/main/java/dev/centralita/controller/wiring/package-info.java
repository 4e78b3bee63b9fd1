/**
 * The only place that knows the frameworks: what is made once, from which settings, and what
 * happens at start and stop.
 */
@NullMarked
package dev.centralita.controller.wiring;

import org.jspecify.annotations.NullMarked;
