/** Package promise goes here. */
@NullMarked
package dev.centralita.delivery;

import org.jspecify.annotations.NullMarked;
