/** Solvers to compare with, each given the same problem and the same budget. */
@NullMarked
package dev.centralita.bench.peer;

import org.jspecify.annotations.NullMarked;
