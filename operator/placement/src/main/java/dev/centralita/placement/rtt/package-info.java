/** Round-trip times in integer microseconds, the same on every machine, from stated constants. */
@NullMarked
package dev.centralita.placement.rtt;

import org.jspecify.annotations.NullMarked;
