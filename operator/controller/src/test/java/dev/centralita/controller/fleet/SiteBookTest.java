package dev.centralita.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import dev.centralita.controller.connection.SiteState;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.controller.fleet.SiteBook.Effect;
import dev.centralita.inventory.PowerDraw;
import dev.centralita.inventory.PowerReading.Measured;
import dev.centralita.inventory.PowerReading.Unusable;
import dev.centralita.inventory.SiteReading;
import dev.centralita.placement.Reason;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A site that may draw 1000 W and measures what it draws. */
class SiteBookTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String MEASURED =
      "measured: {prometheus: {namespace: monitoring, name: prometheus}}";

  private final FleetOwner owner =
      new FleetOwner(Clock.systemUTC(), (decisions, nanos) -> {}, name -> {});
  private final SiteBook book = new SiteBook(owner);

  @AfterEach
  void close() {
    owner.close();
  }

  @Test
  void measuringMoreThanTheEnvelopeClosesAndMeasuringLessOpens() {
    enter(MEASURED);
    assertThat(closed()).isNull();
    assertThat(measured(900)).isEqualTo(Effect.HELD);
    assertThat(measured(910)).as("one percent is no news").isEqualTo(Effect.NONE);
    assertThat(book.draw("madrid").watts()).isEqualTo(900);
    assertThat(measured(1001)).isEqualTo(Effect.FREED);
    assertThat(closed()).isEqualTo(Reason.Overdrawn);
    assertThat(book.measured("madrid", new Unusable("gone"), NOW)).isEqualTo(Effect.HELD);
    assertThat(closed()).as("silence is no all-clear").isEqualTo(Reason.Overdrawn);
    assertThat(measured(900)).isEqualTo(Effect.FREED);
    assertThat(closed()).isNull();
  }

  @Test
  void aSiteLeftOverdrawnIsClosedUntilItIsMeasured() {
    book.presumeOverdrawn("madrid");
    enter(MEASURED);
    assertThat(closed()).isEqualTo(Reason.Overdrawn);
    book.presumeOverdrawn("madrid");
    measured(100);
    book.presumeOverdrawn("madrid");
    assertThat(closed()).as("presumed once, before anything is known").isNull();
  }

  @Test
  void aSiteThatIsNoLongerMeasuredIsNotClosed() {
    enter(MEASURED);
    measured(5_000);
    enter("");
    assertThat(closed()).isNull();
    assertThat(measured(5_000)).as("an answer that came late").isEqualTo(Effect.NONE);
    assertThat(book.draw("madrid")).isEqualTo(PowerDraw.UNKNOWN);
  }

  @Test
  void whatPeopleWantAndWhatIsNotReachedIsSaidFirst() {
    enter(MEASURED);
    measured(5_000);
    book.see(new SiteView("madrid", new SiteState.Unreachable(NOW, "gone"), true, NOW, "c"));
    assertThat(closed()).isEqualTo(Reason.Unreachable);
  }

  private Effect measured(long watts) {
    return book.measured("madrid", new Measured(watts, 1, 0), NOW);
  }

  private @Nullable Reason closed() {
    return owner
        .query(fleet -> fleet.snapshot().sites().getFirst().facts())
        .thenApply(facts -> facts.unschedulableReason())
        .join();
  }

  private void enter(String measured) {
    var site =
        Serialization.unmarshal(
            """
            apiVersion: centralita.dev/v1alpha1
            kind: EdgeSite
            metadata: {name: madrid}
            spec:
              carrier: Telefónica
              location: {country: ES, city: Madrid, latitude: "40.4", longitude: "-3.7"}
              jurisdiction: {}
              connection: {kubeconfigSecret: {name: madrid}}
              power:
                capacity: 1k
                pue: "1"
                %s
            """
                .formatted(measured),
            EdgeSite.class);
    book.enter("madrid", new SiteBook.Entry("uid", 1L, SiteReading.of(site), null));
    book.see(new SiteView("madrid", new SiteState.Synced("c"), true, NOW, "c"));
  }
}
