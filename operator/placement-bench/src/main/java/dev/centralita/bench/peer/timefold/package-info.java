/** The batch problem in Timefold's words: tasks, the nodes they may take, two constraints. */
@NullMarked
package dev.centralita.bench.peer.timefold;

import org.jspecify.annotations.NullMarked;
