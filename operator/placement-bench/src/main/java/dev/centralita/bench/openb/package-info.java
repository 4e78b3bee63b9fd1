/**
 * GPU allocation of arriving pods on the openb node list, under one set of rules for every policy.
 */
@NullMarked
package dev.centralita.bench.openb;

import org.jspecify.annotations.NullMarked;
