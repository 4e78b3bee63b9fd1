/**
 * Problems to solve: third-party lists where CENTRALITA_DATA points at them, and seeded families of
 * our own everywhere.
 */
@NullMarked
package dev.centralita.bench.instance;

import org.jspecify.annotations.NullMarked;
