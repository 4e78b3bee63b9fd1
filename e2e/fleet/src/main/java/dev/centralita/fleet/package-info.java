/**
 * A hub and its sites as real Kubernetes control planes, started, changed and stopped through one
 * interface whoever provides them.
 */
@NullMarked
package dev.centralita.fleet;

import org.jspecify.annotations.NullMarked;
