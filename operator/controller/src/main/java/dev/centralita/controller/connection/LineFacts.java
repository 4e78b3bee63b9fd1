package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteState.Connecting;
import dev.centralita.controller.connection.SiteState.CredentialRejected;
import dev.centralita.controller.connection.SiteState.Stale;
import dev.centralita.controller.connection.SiteState.Synced;
import dev.centralita.controller.connection.SiteState.Unreachable;
import dev.centralita.controller.connection.TimeSource.Moment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that decides the state of a line, at one moment.
 *
 * @param since when the line was made
 * @param contact the last proof of contact
 * @param clusterUid from the last proof of contact
 * @param refusal why the line is not used although, or before, somebody answers
 * @param cause of the last failure to get an answer
 * @param feeds by kind
 */
record LineFacts(
    Moment since,
    @Nullable Moment contact,
    @Nullable String clusterUid,
    @Nullable SiteState refusal,
    String cause,
    Map<String, FeedFacts> feeds) {

  /**
   * One kind of object.
   *
   * @param listed at least once since the line was made
   * @param brokenSince when it was last known to be complete, null while it is watched
   * @param failure why it is not watched; beside no {@code brokenSince}, why there is none of it
   */
  record FeedFacts(boolean listed, @Nullable Moment brokenSince, @Nullable Failure failure) {}

  LineFacts {
    feeds = Map.copyOf(feeds);
  }

  static LineFacts fresh(Moment now) {
    var feeds = new LinkedHashMap<String, FeedFacts>();
    ObjectKind.ALL.forEach(kind -> feeds.put(kind.plural(), new FeedFacts(false, now, null)));
    return new LineFacts(now, null, null, null, "", feeds);
  }

  boolean listed() {
    return feeds.values().stream().allMatch(FeedFacts::listed);
  }

  /** Optional kinds that the site has not let be read, by plural. */
  List<String> withheld() {
    return ObjectKind.ALL.stream()
        .map(ObjectKind::plural)
        .filter(plural -> isWithheld(feeds.get(plural)))
        .toList();
  }

  private static boolean isWithheld(@Nullable FeedFacts feed) {
    return feed != null
        && feed.brokenSince() == null
        && feed.failure() != null
        && feed.failure().refused();
  }

  /** The state these facts mean: refusals first, then contact, then completeness. */
  SiteState state(Moment now, ConnectionSettings settings) {
    if (refusal != null) {
      return refusal;
    }
    var last = contact == null ? since : contact;
    if (!last.within(settings.unreachableAfter(), now)) {
      return new Unreachable(last.wall(), silence(last));
    }
    if (contact == null) {
      return new Connecting(
          cause.isEmpty() ? "First contact is being made" : "No contact yet: " + cause);
    }
    return completeness(now, settings);
  }

  private SiteState completeness(Moment now, ConnectionSettings settings) {
    for (var kind : ObjectKind.ALL) {
      var feed = feeds.get(kind.plural());
      if (feed == null || feed.brokenSince() == null) {
        continue;
      }
      var failure = feed.failure();
      if (failure != null && failure.refused() && !kind.optional()) {
        return new CredentialRejected(
            failure.code(),
            "The site does not let its "
                + kind
                + " be listed and watched ("
                + failure.message()
                + "). Maybe its role lacks get, list and watch on "
                + kind);
      }
      if (!feed.brokenSince().within(settings.staleAfter(), now)) {
        var why = failure == null ? "the list is not complete yet" : failure.message();
        return new Stale(
            feed.brokenSince().wall(), "The " + kind + " of the site are not known: " + why);
      }
    }
    return listed()
        ? new Synced(clusterUid == null ? "" : clusterUid)
        : new Connecting("The objects of the site are being listed");
  }

  private String silence(Moment last) {
    return (contact == null ? "Never answered since " : "No answer since ")
        + last.wall()
        + (cause.isEmpty() ? "" : ": " + cause)
        + ". Maybe the site or the network to it is down; what runs there is left alone";
  }
}
