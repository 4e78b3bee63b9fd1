package dev.centralita.controller.connection;

import dev.centralita.controller.connection.LineFacts.FeedFacts;
import dev.centralita.controller.connection.TimeSource.Moment;
import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The facts of one line, gathered from its supervisor and its feeds. */
final class LineHealth {

  private final TimeSource time;
  private final Runnable changed;
  private volatile LineFacts facts;

  /**
   * @param changed called after every change, outside any lock
   */
  LineHealth(TimeSource time, Runnable changed) {
    this.time = time;
    this.changed = changed;
    this.facts = LineFacts.fresh(time.now());
  }

  LineFacts facts() {
    return facts;
  }

  /** The site answered and is the one it should be. */
  void contact(String uid) {
    var now = time.now();
    update(f -> new LineFacts(f.since(), now, uid, null, "", f.feeds()));
  }

  /** The site did not answer. */
  void silence(Failure failure) {
    update(f ->
        new LineFacts(
            f.since(), f.contact(), f.clusterUid(), f.refusal(), failure.message(), f.feeds()));
  }

  /** The line is not used, until the next contact. */
  void refuse(SiteState refusal) {
    update(
        f -> new LineFacts(f.since(), f.contact(), f.clusterUid(), refusal, f.cause(), f.feeds()));
  }

  /**
   * Another credential is tried: a refusal of the last one says nothing about it, and nor does its
   * contact.
   */
  void pardon() {
    var now = time.now();
    update(f ->
        f.refusal() == null ? f : new LineFacts(now, null, f.clusterUid(), null, "", f.feeds()));
  }

  /** A full list was read and its watch stands. */
  void watching(String kind) {
    feed(kind, new FeedFacts(true, null, null));
  }

  /** The site has none of an optional kind; that is complete knowledge of it. */
  void without(String kind, Failure failure) {
    feed(kind, new FeedFacts(true, null, failure));
  }

  void notWatching(String kind, @Nullable Failure failure) {
    var now = time.now();
    var old = facts.feeds().get(kind);
    Moment since = old == null || old.brokenSince() == null ? now : old.brokenSince();
    feed(kind, new FeedFacts(old != null && old.listed(), since, failure));
  }

  private void feed(String kind, FeedFacts feed) {
    update(f -> {
      var feeds = new LinkedHashMap<>(f.feeds());
      feeds.put(kind, feed);
      return new LineFacts(f.since(), f.contact(), f.clusterUid(), f.refusal(), f.cause(), feeds);
    });
  }

  private void update(UnaryOperator<LineFacts> change) {
    synchronized (this) {
      facts = change.apply(facts);
    }
    changed.run();
  }
}
