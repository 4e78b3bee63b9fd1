/**
 * Chooses nodes for pods that take cores, memory and whole or shared GPUs, so that as little GPU as
 * possible is lost to the pods to come.
 */
@NullMarked
package dev.centralita.placement.pack;

import org.jspecify.annotations.NullMarked;
