/**
 * Control planes as plain processes of this machine: no container engine, no root, and nothing left
 * behind however the launcher ends.
 */
@NullMarked
package dev.centralita.fleet.process;

import org.jspecify.annotations.NullMarked;
