/**
 * What controllers ask of the hub's own API, fresh within a stated time, and how they wake each
 * other.
 */
@NullMarked
package dev.centralita.controller.hub;

import org.jspecify.annotations.NullMarked;
