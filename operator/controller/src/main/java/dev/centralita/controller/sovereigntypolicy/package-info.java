/** A SovereigntyPolicy says whom it binds. */
@NullMarked
package dev.centralita.controller.sovereigntypolicy;

import org.jspecify.annotations.NullMarked;
