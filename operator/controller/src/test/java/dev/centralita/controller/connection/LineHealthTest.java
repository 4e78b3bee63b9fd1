package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.connection.SiteState.Connecting;
import dev.centralita.controller.connection.SiteState.CredentialRejected;
import dev.centralita.controller.connection.SiteState.IdentityMismatch;
import dev.centralita.controller.connection.SiteState.Stale;
import dev.centralita.controller.connection.SiteState.Synced;
import dev.centralita.controller.connection.SiteState.Unreachable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the facts of a line mean, with the limits of production: 15 s without contact, 30 s without
 * a list.
 */
class LineHealthTest {

  private final ManualTime time = new ManualTime();
  private final LineHealth health = new LineHealth(time, () -> {});

  @Test
  void aNewLineIsConnectingAndThenUnreachable() {
    assertThat(state()).isInstanceOf(Connecting.class);
    health.silence(new Failure(0, true, "connection refused"));
    assertThat(state().message()).contains("connection refused");
    pass(16);
    assertThat(state()).isInstanceOf(Unreachable.class);
    assertThat(state().message()).contains("Never answered", "connection refused", "Maybe");
  }

  @Test
  void contactAloneIsNotSynced() {
    health.contact("uid");
    assertThat(state()).isInstanceOf(Connecting.class);
    assertThat(state().placeable()).isFalse();
    watchAll();
    assertThat(state()).isEqualTo(new Synced("uid"));
    assertThat(health.facts().listed()).isTrue();
  }

  @Test
  void silenceIsForgivenForFifteenSeconds() {
    health.contact("uid");
    watchAll();
    health.silence(new Failure(0, false, "no answer in time"));
    pass(15);
    assertThat(state()).isInstanceOf(Synced.class);
    pass(1);
    assertThat(state()).isInstanceOf(Unreachable.class);
    health.contact("uid");
    assertThat(state()).isInstanceOf(Synced.class);
  }

  @Test
  void oneKindThatStaysUnknownMakesTheSiteStaleButWritable() {
    health.contact("uid");
    watchAll();
    health.notWatching("pods", new Failure(0, false, "a silent watch of pods"));
    assertThat(state()).isInstanceOf(Synced.class);
    for (int i = 0; i < 4; i++) {
      pass(10);
      health.contact("uid");
      health.notWatching("pods", new Failure(500, false, "HTTP 500"));
    }
    assertThat(state()).isInstanceOf(Stale.class);
    assertThat(state().message()).contains("pods", "HTTP 500");
    assertThat(state().writable()).isTrue();
    assertThat(state().placeable()).isFalse();
    health.watching("pods");
    assertThat(state()).isInstanceOf(Synced.class);
  }

  @Test
  void aKindThatMayNotBeReadIsSaidAtOnce() {
    health.contact("uid");
    health.notWatching("pods", new Failure(403, false, "HTTP 403: forbidden"));
    assertThat(state()).isInstanceOf(CredentialRejected.class);
    assertThat(state().writable()).isFalse();
  }

  @Test
  void aSiteWithoutAnOptionalKindIsComplete() {
    health.contact("uid");
    watchAll();
    health.without("clusterpolicies", new Failure(404, false, "HTTP 404"));
    pass(14);
    health.contact("uid");
    assertThat(state()).isInstanceOf(Synced.class);
    assertThat(health.facts().withheld()).isEmpty();
  }

  @Test
  void anOptionalKindThatMayNotBeReadIsSaidAndRejectsNothing() {
    health.contact("uid");
    watchAll();
    health.without("resourceslices", new Failure(403, false, "HTTP 403: forbidden"));
    assertThat(state()).isInstanceOf(Synced.class);
    assertThat(health.facts().withheld()).containsExactly("resourceslices");
  }

  @Test
  void anOptionalKindThatIsNoLongerKnownMakesTheSiteStale() {
    health.contact("uid");
    watchAll();
    for (int i = 0; i < 4; i++) {
      health.notWatching("resourceslices", new Failure(403, false, "HTTP 403: forbidden"));
      pass(10);
      health.contact("uid");
    }
    assertThat(state()).isInstanceOf(Stale.class);
    assertThat(state().message()).contains("resourceslices");
  }

  @Test
  void aRefusalHoldsUntilContactOrPardon() {
    health.contact("uid");
    watchAll();
    health.refuse(new IdentityMismatch("uid", "other"));
    pass(100);
    assertThat(state()).isInstanceOf(IdentityMismatch.class);
    health.contact("uid");
    assertThat(state()).isInstanceOf(Synced.class);
    health.refuse(
        new SiteState.BadCredential(List.of(new CredentialProblem("token", "missing", "x"))));
    assertThat(state().message()).isEqualTo("token: missing. Maybe x.");
    health.pardon();
    assertThat(state()).isInstanceOf(Connecting.class);
    health.contact("uid");
    health.pardon();
    assertThat(state()).isInstanceOf(Synced.class);
  }

  private void watchAll() {
    ObjectKind.ALL.forEach(kind -> health.watching(kind.plural()));
  }

  private void pass(int seconds) {
    time.pass(Duration.ofSeconds(seconds));
  }

  private SiteState state() {
    return health.facts().state(time.now(), ConnectionSettings.defaults());
  }
}
