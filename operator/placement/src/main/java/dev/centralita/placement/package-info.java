/** Given what the sites have and what a workload asks, says where it goes, or why it cannot. */
@NullMarked
package dev.centralita.placement;

import org.jspecify.annotations.NullMarked;
