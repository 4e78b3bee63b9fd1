/**
 * What a site has, read from what its API server says: bad data narrows what is offered and is
 * reported, it never widens it and never throws.
 */
@NullMarked
package dev.centralita.inventory;

import org.jspecify.annotations.NullMarked;
