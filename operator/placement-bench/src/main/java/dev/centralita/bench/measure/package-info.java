/** What was measured: percentiles without allocation, tables, and budgets with their history. */
@NullMarked
package dev.centralita.bench.measure;

import org.jspecify.annotations.NullMarked;
