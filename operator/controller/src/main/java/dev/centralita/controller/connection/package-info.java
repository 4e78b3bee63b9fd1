/**
 * Whatever a site does (is down, hangs, lies, floods, changes its identity or its credential), the
 * hub keeps a bounded, honest view of it, never waits longer than the call budget for it, and no
 * other site notices.
 */
@NullMarked
package dev.centralita.controller.connection;

import org.jspecify.annotations.NullMarked;
