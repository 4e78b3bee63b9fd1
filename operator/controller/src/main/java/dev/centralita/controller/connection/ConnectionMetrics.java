package dev.centralita.controller.connection;

import java.time.Duration;

/**
 * Counts and times for whoever exports them; called on site threads, must be quick. Ages come from
 * {@link SiteView}.
 */
public interface ConnectionMetrics {

  /** Discards everything. */
  ConnectionMetrics NONE =
      new ConnectionMetrics() {
        @Override
        public void probed(String site, boolean proven, Duration took) {}

        @Override
        public void listed(String site, String kind, int objects, Duration took) {}

        @Override
        public void watchEnded(String site, String kind, String cause) {}

        @Override
        public void called(String site, boolean answered, Duration took) {}

        @Override
        public void removed(String site) {}
      };

  /** A proof of contact was asked for. */
  void probed(String site, boolean proven, Duration took);

  /** A full list of one kind was read. */
  void listed(String site, String kind, int objects, Duration took);

  /** A watch ended and will be replaced; {@code cause} is one of a few words. */
  void watchEnded(String site, String kind, String cause);

  /** A guarded call ended, or was refused at once ({@code took} zero). */
  void called(String site, boolean answered, Duration took);

  /** The site is no longer connected: its series may go. */
  void removed(String site);
}
