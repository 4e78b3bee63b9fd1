/** The figures of the solver: instances, peers and budgets, measured in the same run. */
@NullMarked
package dev.centralita.bench;

import org.jspecify.annotations.NullMarked;
