/** Package promise goes here. */
@NullMarked
package dev.centralita.controller;

import org.jspecify.annotations.NullMarked;
