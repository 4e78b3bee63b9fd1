/** Gathers, decides, carries out and reports, one controller per kind. */
@NullMarked
package dev.centralita.controller;

import org.jspecify.annotations.NullMarked;
