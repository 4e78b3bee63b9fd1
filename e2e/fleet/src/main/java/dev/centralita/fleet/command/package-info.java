/** The command behind {@code hack/fleet}: one fleet per user, kept by a foreground process. */
@NullMarked
package dev.centralita.fleet.command;

import org.jspecify.annotations.NullMarked;
