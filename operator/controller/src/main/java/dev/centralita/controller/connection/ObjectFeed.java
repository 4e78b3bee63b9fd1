package dev.centralita.controller.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.centralita.controller.connection.TimeSource.Moment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.http.AsyncBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lists and watches one kind over one link until it is stopped, whatever the site answers. Our own
 * loop and not Fabric8's informer: that one stops for good on malformed JSON, holds full objects,
 * and has no idea of a silent connection (see operator/adr/0016).
 */
final class ObjectFeed<T extends HasMetadata> implements Runnable {

  private static final Duration TICK = Duration.ofSeconds(1);
  // A watch that lives shorter than this did not get going.
  private static final Duration SETTLED = Duration.ofSeconds(5);
  private static final int EXPIRED = 410;
  private static final int FORBIDDEN = 403;
  private static final int MISSING = 404;

  private final ObjectKind<T> kind;
  private final Link link;
  private final FeedContext context;
  private final Backoff backoff;
  private volatile boolean stopped;
  private volatile @Nullable Thread thread;
  private volatile Moment lastEvent;
  // Written by the list, then only by the one watch that runs.
  private volatile String resourceVersion = "";

  ObjectFeed(ObjectKind<T> kind, Link link, FeedContext context) {
    this.kind = kind;
    this.link = link;
    this.context = context;
    var settings = context.settings();
    this.backoff =
        new Backoff(
            settings.backoffFirst(),
            settings.backoffLimit(),
            settings.seed() + kind.plural().hashCode());
    this.lastEvent = context.time().now();
  }

  /** No object reaches the mirror after this returns. */
  void stop() {
    synchronized (this) {
      stopped = true;
    }
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    while (!stopped) {
      try {
        list();
        var listed = context.time().now();
        while (!stopped && listed.within(context.settings().relistAfter(), context.time().now())) {
          watch();
        }
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) { // a feed never dies, not even of an Error in one site's data
        var failure = Failure.of(e);
        if (!stopped && !(isWithout(failure) ? goWithout(failure) : pauseAfter(failure))) {
          return;
        }
      }
    }
  }

  /**
   * Whether the site has none of the kind: it is not installed there, or was never allowed to be
   * read. A right that is taken away later does not make objects vanish.
   */
  private boolean isWithout(Failure failure) {
    return kind.optional()
        && (failure.code() == MISSING
            || (failure.code() == FORBIDDEN && context.mirror().list(kind).isEmpty()));
  }

  /** Goes on without the kind, and looks now and then whether it has been installed. */
  private boolean goWithout(Failure failure) {
    accept(() -> context.mirror().retain(kind, Set.of()));
    context.health().without(kind.plural(), failure);
    return pause(context.settings().lookAgain());
  }

  private boolean pauseAfter(Failure failure) {
    context.health().notWatching(kind.plural(), failure);
    context.metrics().watchEnded(context.site(), kind.plural(), word(failure));
    return pause(backoff.next());
  }

  private static boolean pause(Duration length) {
    try {
      Thread.sleep(length);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static String word(Failure failure) {
    return failure.code() == EXPIRED ? "expired" : failure.code() > 0 ? "refused" : "broken";
  }

  private void list() throws InterruptedException, TimeoutException {
    var settings = context.settings();
    long started = context.time().now().nanos();
    var keys = new HashSet<String>();
    String next = null;
    do {
      var page = link.page(kind, settings.pageSize(), next, settings.listTimeout());
      if (page.getMetadata() == null || page.getItems() == null) {
        throw new BadAnswer(0, "not a list of " + kind);
      }
      for (var object : page.getItems()) {
        keys.add(ClusterMirror.key(kind, object));
        accept(() -> context.mirror().put(kind, object));
      }
      resourceVersion = page.getMetadata().getResourceVersion();
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    if (resourceVersion == null || resourceVersion.isEmpty()) {
      throw new BadAnswer(0, "a list of " + kind + " without resourceVersion");
    }
    accept(() -> context.mirror().retain(kind, keys));
    var took = Duration.ofNanos(context.time().now().nanos() - started);
    context.metrics().listed(context.site(), kind.plural(), keys.size(), took);
  }

  private synchronized void accept(Runnable change) {
    if (!stopped) {
      change.run();
    }
  }

  /** Returns when the API server ended a watch that had got going; throws if it ended otherwise. */
  private void watch() throws InterruptedException, TimeoutException {
    var settings = context.settings();
    var ended = new CompletableFuture<@Nullable Void>();
    var lines = new EventLines(settings.eventLimitBytes(), this::event);
    var request = link.watchRequest(kind, resourceVersion, settings.relistAfter());
    var started = context.time().now();
    lastEvent = started;
    var call =
        link.http().consumeBytes(request, (buffers, body) -> read(lines, buffers, body, ended));
    AsyncBody body = null;
    try {
      var response = call.get(settings.listTimeout().toMillis(), TimeUnit.MILLISECONDS);
      body = response.body();
      if (!response.isSuccessful()) {
        throw new BadAnswer(response.code(), "watch of " + kind + " refused");
      }
      context.health().watching(kind.plural());
      var _ = body.done().whenComplete((done, e) -> end(ended, e));
      body.consume();
      await(ended);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } finally {
      call.cancel(true);
      if (body != null) {
        body.cancel();
      }
      if (!started.within(SETTLED, context.time().now())) {
        backoff.reset();
      }
    }
    if (started.within(SETTLED, context.time().now())) {
      throw new BadAnswer(0, "a watch of " + kind + " that ended at once");
    }
    context.health().notWatching(kind.plural(), null);
  }

  private static void read(
      EventLines lines,
      List<ByteBuffer> buffers,
      AsyncBody body,
      CompletableFuture<@Nullable Void> ended) {
    try {
      lines.accept(buffers);
      body.consume();
    } catch (RuntimeException e) {
      ended.completeExceptionally(e);
      body.cancel();
    }
  }

  private static void end(CompletableFuture<@Nullable Void> ended, @Nullable Throwable cause) {
    if (cause == null) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(cause);
    }
  }

  private void await(CompletableFuture<@Nullable Void> ended)
      throws InterruptedException, ExecutionException {
    while (!stopped) {
      try {
        ended.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (!lastEvent.within(context.settings().silentWatch(), context.time().now())) {
          throw new BadAnswer(0, "a silent watch of " + kind);
        }
      }
    }
  }

  private void event(byte[] line) {
    lastEvent = context.time().now();
    var json = new String(line, StandardCharsets.UTF_8);
    var serialization = link.client().getKubernetesSerialization();
    var event = serialization.unmarshal(json, JsonNode.class);
    var type = event.path("type").asText();
    var node = event.path("object");
    if (type.equals("ERROR")) {
      throw new BadAnswer(node.path("code").asInt(), node.path("message").asText());
    }
    var version = node.path("metadata").path("resourceVersion").asText();
    if (!node.path("kind").asText().equals(kind.kind()) || version.isEmpty()) {
      throw new BadAnswer(0, "a watch event of " + kind + " that is none");
    }
    if (!type.equals("BOOKMARK")) {
      var object = serialization.convertValue(node, kind.type());
      accept(() -> {
        switch (type) {
          case "ADDED", "MODIFIED" -> context.mirror().put(kind, object);
          case "DELETED" -> context.mirror().remove(kind, object);
          default -> throw new BadAnswer(0, "a watch event of an unknown type");
        }
      });
    }
    resourceVersion = version;
  }
}
