package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.centralita.controller.connection.SiteUnavailable.Outcome;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may call a site, and for how long; no request leaves this test. */
class CallGuardTest {

  private final ManualTime time = new ManualTime();
  private final AtomicInteger opened = new AtomicInteger();
  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final CallGuard guard =
      new CallGuard(
          "s", TestSettings.quick(), time, ConnectionMetrics.NONE, opened::incrementAndGet);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void anAnswerIsReturned() {
    String answer = guard.call(client, c -> "answer");
    assertThat(answer).isEqualTo("answer");
  }

  @Test
  void threeFailuresOpenTheBreakerAndOneTrialClosesIt() {
    for (int i = 0; i < 3; i++) {
      unavailable(
          Outcome.NOT_TRIED, c -> fail(new KubernetesClientException("x", new ConnectException())));
    }
    assertThat(opened).hasValue(1);
    var tried = new AtomicInteger();
    unavailable(Outcome.NOT_TRIED, c -> tried.incrementAndGet());
    assertThat(tried).hasValue(0);
    time.pass(Duration.ofSeconds(1));
    guard.call(client, c -> tried.incrementAndGet());
    guard.call(client, c -> tried.incrementAndGet());
    assertThat(tried).hasValue(2);
  }

  @Test
  void serverErrorsAreUnknownAndRefusalsAreAnswers() {
    unavailable(Outcome.UNKNOWN, c -> fail(new KubernetesClientException("x", 503, null)));
    unavailable(Outcome.UNKNOWN, c -> fail(new KubernetesClientException("x", 429, null)));
    guard.call(client, c -> "answer");
    unavailable(Outcome.NOT_TRIED, c -> fail(new KubernetesClientException("x", 401, null)));
    for (int code : new int[] {403, 404, 409, 422}) {
      assertThatThrownBy(
              () -> guard.call(client, c -> fail(new KubernetesClientException("x", code, null))))
          .isInstanceOf(KubernetesClientException.class);
    }
    assertThatThrownBy(() -> guard.call(client, c -> fail(new IllegalStateException("a bug"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aConnectionMadeAnewMeanwhileIsNoMistakeOfTheCaller() {
    client.close();
    unavailable(Outcome.UNKNOWN, c -> c.namespaces().withName("kube-system").get());
    assertThat(opened).as("nor is it held against the site").hasValue(0);
  }

  @Test
  void aThirdCallDoesNotWaitForTwoThatHang() throws InterruptedException {
    var hanging = new CountDownLatch(2);
    var end = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      Thread.ofVirtual().start(() -> guard.call(client, c -> hang(hanging, end)));
    }
    hanging.await();
    long start = System.nanoTime();
    unavailable(Outcome.NOT_TRIED, c -> "");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    end.countDown();
  }

  /** A call that may throw. */
  private interface Call<T> {
    T make(KubernetesClient client) throws Exception;
  }

  private <T> void unavailable(Outcome outcome, Call<T> call) {
    Function<KubernetesClient, T> requests =
        c -> {
          try {
            return call.make(c);
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
    assertThatThrownBy(() -> guard.call(client, requests))
        .isInstanceOfSatisfying(
            SiteUnavailable.class, e -> assertThat(e.outcome()).isEqualTo(outcome));
  }

  private static String hang(CountDownLatch hanging, CountDownLatch end) {
    hanging.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  private static String fail(RuntimeException e) {
    throw e;
  }
}
