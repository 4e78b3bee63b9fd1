/** A site is connected, known, reported and, when it goes, emptied first. */
@NullMarked
package dev.centralita.controller.edgesite;

import org.jspecify.annotations.NullMarked;
