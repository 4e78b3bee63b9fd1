package dev.centralita.controller.connection;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds what the HTTP client does not: its own timeout ends with the response's headers, so a site
 * that dribbles a body could hold its caller for ever.
 */
final class Deadline {

  private Deadline() {}

  /**
   * Runs the work on a virtual thread of its own and waits for it at most so long; then interrupts
   * it.
   *
   * @param after runs when the work has really ended, even long after the caller was let go
   * @throws TimeoutException if the time ran out; the work may still have had its effect
   */
  static <T> T call(Duration limit, Callable<T> work, Runnable after)
      throws TimeoutException, InterruptedException {
    var result = new CompletableFuture<T>();
    var thread =
        Thread.ofVirtual()
            .name("site-call")
            .start(() -> {
              try {
                result.complete(work.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              } finally {
                after.run();
              }
            });
    try {
      return result.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    }
  }
}
