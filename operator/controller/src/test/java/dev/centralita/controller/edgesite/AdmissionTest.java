package dev.centralita.controller.edgesite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.EdgeSiteSpec;
import dev.centralita.api.EdgeSiteSpec.Connection;
import dev.centralita.api.EdgeSiteSpec.Jurisdiction;
import dev.centralita.api.EdgeSiteSpec.KubeconfigSecret;
import dev.centralita.api.EdgeSiteSpec.Local;
import dev.centralita.api.EdgeSiteSpec.Location;
import dev.centralita.api.EdgeSiteSpec.Power;
import dev.centralita.api.EdgeSiteStatus;
import dev.centralita.controller.connection.ConnectionSpec;
import dev.centralita.inventory.PowerDraw;
import dev.centralita.inventory.SiteReading;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  static EdgeSite site(
      String name, String created, Connection connection, @Nullable String clusterUid) {
    var site = new EdgeSite();
    site.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withUid("uid-" + name)
            .withGeneration(1L)
            .withCreationTimestamp(created)
            .build());
    site.setSpec(
        new EdgeSiteSpec(
            "Telefónica",
            new Location("ES", null, "Madrid", "40.4", "-3.7"),
            new Jurisdiction(List.of("ES"), null),
            connection,
            new Power(new Quantity("1M"), null, null, null, null, null),
            null,
            null,
            null,
            null,
            null,
            null));
    site.setStatus(
        new EdgeSiteStatus(null, null, clusterUid, null, null, null, null, null, null, null, null));
    return site;
  }

  private static Connection remote(String secret) {
    return new Connection(null, new KubeconfigSecret(secret, "kubeconfig"));
  }

  private static Connection local(String value) {
    return new Connection(new Local(Map.of("centralita.dev/site", value)), null);
  }

  private static Admission admit(EdgeSite site, EdgeSite... others) {
    return Admission.of(
        new SiteGathered(
            site,
            List.of(others),
            SiteReading.of(site),
            new ConnectionSpec.Unusable(List.of()),
            null,
            null,
            0,
            List.of(),
            null,
            PowerDraw.UNKNOWN,
            Set.of(),
            Set.of(),
            Instant.parse("2026-11-22T12:00:00Z"),
            Instant.parse("2026-11-22T12:00:00Z")));
  }

  @Test
  void theOldestOfTwoOnOneClusterWins() {
    var old = site("madrid", "2026-01-01T00:00:00Z", remote("a"), "cluster-1");
    var young = site("alias", "2026-02-01T00:00:00Z", remote("b"), "cluster-1");
    assertThat(admit(old, young)).isEqualTo(new Admission.Admitted("cluster-1"));
    assertThat(admit(young, old))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo("DuplicateCluster");
              assertThat(refused.message()).contains("madrid").contains("Maybe");
            });
  }

  @Test
  void ofTwoOfOneAgeTheNameDecides() {
    var a = site("a", "2026-01-01T00:00:00Z", remote("a"), "cluster-1");
    var b = site("b", "2026-01-01T00:00:00Z", remote("b"), "cluster-1");
    assertThat(admit(a, b)).isInstanceOf(Admission.Admitted.class);
    assertThat(admit(b, a)).isInstanceOf(Admission.Refused.class);
  }

  @Test
  void setsOfTheHubsNodesMayShareItUnlessTheyOverlap() {
    var a = site("a", "2026-01-01T00:00:00Z", local("a"), "hub");
    var b = site("b", "2026-02-01T00:00:00Z", local("b"), "hub");
    var c = site("c", "2026-03-01T00:00:00Z", local("a"), "hub");
    assertThat(admit(b, a)).isEqualTo(new Admission.Admitted("hub"));
    assertThat(admit(c, a, b))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo("OverlappingNodes"));
  }

  @Test
  void aClusterThatHasNotSaidWhichOneItIsIsNotUsed() {
    assertThat(admit(site("a", "2026-01-01T00:00:00Z", remote("a"), null)))
        .isEqualTo(new Admission.Unidentified());
  }
}
