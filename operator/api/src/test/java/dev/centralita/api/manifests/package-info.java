/** What we ask others to apply is hardened, and its rights are known to the verb. */
@NullMarked
package dev.centralita.api.manifests;

import org.jspecify.annotations.NullMarked;
