package dev.centralita.fleet;

import java.util.List;

/** A running hub with its sites; closing it leaves no process, port or file behind. */
public interface ControlPlanes extends AutoCloseable {

  /** Starts with the provider chosen for this run (see {@link Provider#chosen()}). */
  static ControlPlanes start(Layout layout) {
    return Provider.chosen().start(layout, Progress.toStandardError());
  }

  Cluster hub();

  /** In the order they were added. */
  List<Cluster> sites();

  /**
   * The site of this name.
   *
   * @throws IllegalArgumentException if no site has this name
   */
  Cluster site(String name);

  Cluster addSite(ClusterSpec site);

  /** The site's cluster ends without farewell, as if its line were cut for good. */
  void removeSite(String name);

  @Override
  void close();
}
