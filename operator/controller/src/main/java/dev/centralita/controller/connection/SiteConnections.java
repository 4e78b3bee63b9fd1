package dev.centralita.controller.connection;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The lines from the hub to all its sites. Every method returns at once except {@link #call}, which
 * is bounded.
 */
public interface SiteConnections extends AutoCloseable {

  /**
   * Starts with no sites.
   *
   * @param hub for {@link ConnectionSpec.Local} sites; not closed with the connections
   */
  static SiteConnections open(
      ConnectionSettings settings,
      KubernetesClient hub,
      SiteListener listener,
      ConnectionMetrics metrics) {
    return new SupervisedConnections(settings, TimeSource.SYSTEM, hub, listener, metrics);
  }

  /**
   * Connects a site, or changes its connection when the spec differs. Objects known so far are
   * kept.
   */
  void ensure(String site, ConnectionSpec spec);

  /** Forgets a site; its listener calls stop. */
  void remove(String site);

  /** The site as seen now, empty if it was never ensured. */
  Optional<SiteView> state(String site);

  /** All sites as seen now, by name. */
  List<SiteView> states();

  /** Everything known of the site, empty if it was never ensured. */
  Optional<SiteObjects> objects(String site);

  /**
   * Runs a few requests at a site, behind its bulkhead and breaker. The client must not be kept. An
   * answer of the API server that is no success (409, 422, …) is thrown as it is.
   *
   * @throws SiteUnavailable if the site is not connected, not writable, busy, or did not answer in
   *     time
   */
  <T> T call(String site, Function<KubernetesClient, T> requests);

  /**
   * One GET of something behind a site's API server, such as a Service of the site, bounded in time
   * and size. Apart from {@link #call}: what is read there may be sick while the site is not.
   *
   * @throws SiteUnavailable if there is no good answer, for whatever reason
   */
  byte[] read(String site, String path, Map<String, String> query);

  /** Closes every connection. */
  @Override
  void close();
}
