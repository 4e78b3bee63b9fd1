package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteState.IdentityMismatch;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Where a site's objects come from: a line of its own, or its part of the hub's. */
sealed interface Backing {

  ClusterLine line();

  LineHealth health();

  SiteObjects objects();

  /** Stops what belongs to this site alone. */
  void close();

  /** The facts of the line, and what they mean for this site. */
  default SiteView view(
      String site, ConnectionSpec spec, ConnectionSettings settings, TimeSource time) {
    var facts = health().facts();
    var state = facts.state(time.now(), settings);
    var expected = spec.expectedClusterUid();
    var observed = facts.clusterUid();
    // A line shared by several sites cannot hold the pin of each.
    if (state.writable() && expected != null && observed != null && !expected.equals(observed)) {
      state = new IdentityMismatch(expected, observed);
    }
    var contact = facts.contact();
    return new SiteView(
        site,
        state,
        facts.listed(),
        contact == null ? null : contact.wall(),
        observed,
        facts.withheld());
  }

  /** A cluster of its own. */
  record Remote(ClusterLine line, LineHealth health, ClusterMirror mirror) implements Backing {
    @Override
    public SiteObjects objects() {
      return new SiteObjects(
          mirror.list(ObjectKind.NODES),
          mirror.list(ObjectKind.PODS),
          mirror.list(ObjectKind.DEPLOYMENTS),
          mirror.list(ObjectKind.JOBS),
          ObjectKind.ACCELERATORS.stream()
              .<HasMetadata>flatMap(kind -> mirror.list(kind).stream())
              .toList());
    }

    @Override
    public void close() {
      line.close();
    }
  }

  /** A part of the hub. */
  record Local(ClusterLine line, LineHealth health, HubMirror hub, LocalFilter filter)
      implements Backing {
    @Override
    public SiteObjects objects() {
      return hub.objects(filter);
    }

    @Override
    public void close() {
      hub.leave(filter);
    }
  }
}
