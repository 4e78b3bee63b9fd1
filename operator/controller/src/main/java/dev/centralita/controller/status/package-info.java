/** Conditions that kstatus understands, whose times move only with what they say, and Events. */
@NullMarked
package dev.centralita.controller.status;

import org.jspecify.annotations.NullMarked;
