/**
 * Chooses how GPUs of idle nodes are partitioned, where a site's owner lets the hub: never what
 * runs is touched, one node of a site at a time, and only after trying out what it would do for
 * what waits.
 */
@NullMarked
package dev.centralita.controller.steering;

import org.jspecify.annotations.NullMarked;
