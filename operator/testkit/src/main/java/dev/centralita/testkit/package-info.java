/** Package promise goes here. */
@NullMarked
package dev.centralita.testkit;

import org.jspecify.annotations.NullMarked;
