/** Microbenchmarks of the hot entry points, for JMH and its GC profiler. */
@NullMarked
package dev.centralita.bench.jmh;

import org.jspecify.annotations.NullMarked;
