/**
 * What all sites have and what is promised there is known to one thread, which alone decides and
 * promises.
 */
@NullMarked
package dev.centralita.controller.fleet;

import org.jspecify.annotations.NullMarked;
