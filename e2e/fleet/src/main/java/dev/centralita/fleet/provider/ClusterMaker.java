package dev.centralita.fleet.provider;

import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ClusterSpec;

/** Makes the clusters of one launch, one by one; callable from several threads. */
public interface ClusterMaker<C extends Cluster> extends AutoCloseable {

  /** Returns when pods can be created, and scheduled to the nodes the spec asks for. */
  C start(ClusterSpec spec);

  /** Ends one cluster without farewell and takes away what it left. */
  void end(C cluster);

  /** Ends whatever still runs and leaves nothing behind. */
  @Override
  void close();
}
