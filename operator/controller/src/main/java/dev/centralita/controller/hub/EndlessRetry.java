package dev.centralita.controller.hub;

import io.javaoperatorsdk.operator.processing.retry.Retry;
import io.javaoperatorsdk.operator.processing.retry.RetryExecution;
import java.util.Optional;

/** Tries again for ever, at 1, 2, 4 … and at most every 30 seconds. */
public final class EndlessRetry implements Retry {
  private static final long FIRST_MILLIS = 1_000;
  private static final long MOST_MILLIS = 30_000;
  private static final int DOUBLINGS = 5;

  /** One series of attempts; ends with the first success. */
  private static final class Attempts implements RetryExecution {
    private int attempts;

    @Override
    public Optional<Long> nextDelay() {
      long delay = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(attempts, DOUBLINGS));
      attempts++;
      return Optional.of(delay);
    }

    @Override
    public int getAttemptCount() {
      return attempts;
    }

    @Override
    public boolean isLastAttempt() {
      return false;
    }
  }

  @Override
  public RetryExecution initExecution() {
    return new Attempts();
  }
}
