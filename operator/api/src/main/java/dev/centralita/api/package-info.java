/** The kinds users apply and read: records only, no behaviour beyond what a schema can say. */
@NullMarked
package dev.centralita.api;

import org.jspecify.annotations.NullMarked;
