/** Package promise goes here. */
@NullMarked
package dev.centralita.placement;

import org.jspecify.annotations.NullMarked;
