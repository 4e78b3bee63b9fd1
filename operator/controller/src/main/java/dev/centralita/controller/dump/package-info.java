/** What a decision was taken on, written to a file and decided again elsewhere, bit for bit. */
@NullMarked
package dev.centralita.controller.dump;

import org.jspecify.annotations.NullMarked;
