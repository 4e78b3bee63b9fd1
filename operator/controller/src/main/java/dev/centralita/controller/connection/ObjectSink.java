package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteListener.Presence;
import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Takes the differences that a mirror saw; calls for one kind come one after the other, and must be
 * quick.
 */
interface ObjectSink {
  <T extends HasMetadata> void changed(ObjectKind<T> kind, T object, Presence presence);
}
