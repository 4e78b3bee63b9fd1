/**
 * The kinds of NVIDIA's GPU Operator with the fields that are read and no others: whatever else an
 * object holds, or lacks, it is read.
 */
@NullMarked
package dev.centralita.inventory.nvidia;

import org.jspecify.annotations.NullMarked;
