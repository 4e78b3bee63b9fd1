/** Package promise goes here. */
@NullMarked
package dev.centralita.inventory;

import org.jspecify.annotations.NullMarked;
