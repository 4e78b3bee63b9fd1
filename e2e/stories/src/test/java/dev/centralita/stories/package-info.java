/** What users do with Centralita, told on real control planes and judged at the sites. */
@NullMarked
package dev.centralita.stories;

import org.jspecify.annotations.NullMarked;
