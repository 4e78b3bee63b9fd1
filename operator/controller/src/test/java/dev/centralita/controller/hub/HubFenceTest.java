package dev.centralita.controller.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubFenceTest {
  private static final Duration DEADLINE = Duration.ofHours(1);

  private final AtomicInteger lost = new AtomicInteger();
  private final HubFence fence =
      new HubFence(null, "ops", "centralita", "me", DEADLINE, lost::incrementAndGet);

  private static Lease heldBy(@Nullable String holder) {
    return new LeaseBuilder().withNewSpec().withHolderIdentity(holder).endSpec().build();
  }

  @BeforeEach
  void lead() {
    fence.begin();
  }

  @AfterEach
  void close() {
    fence.close();
  }

  @Test
  void aDeletedLeaseLetsTheProofRunOutAndIsProvenAgainOnceItIsBack() {
    long now = System.nanoTime();
    fence.judge(heldBy("me"), now - DEADLINE.toNanos());
    assertThat(fence.open()).isFalse();
    fence.judge(null, now);
    fence.judge(heldBy(""), now);
    assertThat(fence.open()).isFalse();
    fence.judge(heldBy("me"), now);
    assertThat(fence.open()).isTrue();
    assertThat(lost).hasValue(0);
  }

  @Test
  void whoeverElseHoldsItEndsUsOnce() {
    fence.judge(heldBy("another"), System.nanoTime());
    fence.judge(heldBy("another"), System.nanoTime());
    assertThat(fence.open()).isFalse();
    assertThat(lost).hasValue(1);
  }
}
