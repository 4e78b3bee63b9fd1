/** What all providers share: the book of running clusters, credentials, programs and manifests. */
@NullMarked
package dev.centralita.fleet.provider;

import org.jspecify.annotations.NullMarked;
