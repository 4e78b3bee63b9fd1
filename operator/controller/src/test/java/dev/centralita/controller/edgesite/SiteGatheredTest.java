package dev.centralita.controller.edgesite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.EdgeSiteSpec.Connection;
import dev.centralita.api.EdgeSiteSpec.KubeconfigSecret;
import dev.centralita.controller.connection.ConnectionSpec;
import dev.centralita.controller.connection.SiteState;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.inventory.GpuStack;
import dev.centralita.inventory.PowerDraw;
import dev.centralita.inventory.SiteReading;
import dev.centralita.placement.SiteUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteGatheredTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  static EdgeSite remote(String name, String created, @Nullable String clusterUid) {
    var connection = new Connection(null, new KubeconfigSecret(name, "kubeconfig"));
    return AdmissionTest.site(name, created, connection, clusterUid);
  }

  static SiteGathered gathered(
      EdgeSite site, @Nullable SiteView view, Instant tried, EdgeSite... others) {
    return gathered(site, view, tried, PowerDraw.UNKNOWN, null, others);
  }

  static SiteGathered gathered(EdgeSite site, SiteUse use) {
    return gathered(site, null, NOW, PowerDraw.UNKNOWN, null, use);
  }

  static SiteGathered gathered(
      EdgeSite site,
      @Nullable SiteView view,
      Instant tried,
      PowerDraw draw,
      @Nullable GpuStack stack,
      EdgeSite... others) {
    return gathered(site, view, tried, draw, stack, null, others);
  }

  private static SiteGathered gathered(
      EdgeSite site,
      @Nullable SiteView view,
      Instant tried,
      PowerDraw draw,
      @Nullable GpuStack stack,
      @Nullable SiteUse use,
      EdgeSite... others) {
    return new SiteGathered(
        site,
        List.of(others),
        SiteReading.of(site),
        new ConnectionSpec.Unusable(List.of()),
        view,
        use,
        0,
        List.of(),
        stack,
        draw,
        Set.of("team/video"),
        Set.of("team/video"),
        tried,
        NOW);
  }

  private static boolean dead(int deletedAgo, int triedAgo, @Nullable SiteView view) {
    var site = remote("madrid", "2026-01-01T00:00:00Z", "cluster-1");
    site.getMetadata().setDeletionTimestamp(NOW.minus(Duration.ofMinutes(deletedAgo)).toString());
    return gathered(site, view, NOW.minus(Duration.ofMinutes(triedAgo))).deadFor(LIMIT);
  }

  private static SiteView silent(int contactAgo) {
    var contact = NOW.minus(Duration.ofMinutes(contactAgo));
    return new SiteView(
        "madrid", new SiteState.Unreachable(contact, "no answer"), true, contact, "cluster-1");
  }

  @Test
  void aSiteIsDeadAfterTheWholeTimeWithoutContact() {
    assertThat(dead(20, 20, null)).isTrue();
    assertThat(dead(20, 60, silent(11))).isTrue();
    assertThat(dead(9, 60, silent(60))).as("deleted only nine minutes ago").isFalse();
  }

  @Test
  void oneMomentOfSilenceAfterALongDeletionIsNotDeath() {
    assertThat(dead(60, 90, silent(1))).as("a blip").isFalse();
    assertThat(dead(60, 1, null)).as("the operator has just started").isFalse();
  }

  @Test
  void aSiteThatAnswersIsNotDead() {
    var contact = NOW.minus(Duration.ofHours(2));
    var view =
        new SiteView("madrid", new SiteState.Synced("cluster-1"), true, contact, "cluster-1");
    assertThat(dead(60, 90, view)).isFalse();
  }
}
