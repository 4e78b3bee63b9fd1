/** The CRDs of crds/ are what these records and src/main/crd say, to the byte. */
@NullMarked
package dev.centralita.api.crd;

import org.jspecify.annotations.NullMarked;
