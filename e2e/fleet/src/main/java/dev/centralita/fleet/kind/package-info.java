/** Hub and sites as Kind clusters: real kubelets, containers and device plugins. */
@NullMarked
package dev.centralita.fleet.kind;

import org.jspecify.annotations.NullMarked;
