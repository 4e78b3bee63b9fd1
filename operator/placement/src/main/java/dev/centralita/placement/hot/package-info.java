/**
 * The fleet as primitive arrays: the nearest admitted site with room for one replica within about a
 * microsecond, kept true change by change, with no allocation once built.
 */
@NullMarked
package dev.centralita.placement.hot;

import org.jspecify.annotations.NullMarked;
