package dev.centralita.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.delivery.Delivery.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SiteNamesTest {
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final int PAIRS = 50_000;

  @Test
  void shortNamesStayAsTheyAre() {
    var site = Site.remote("madrid-1");

    assertThat(SiteNames.namespace("es", "team")).isEqualTo("es-team");
    assertThat(SiteNames.deployment("video", site)).isEqualTo("video");
    assertThat(SiteNames.job("video", site)).isEqualTo("video");
    assertThat(SiteNames.siteLabel("madrid-1")).isEqualTo("madrid-1");
    assertThat(SiteNames.deployment("w".repeat(63), site)).isEqualTo("w".repeat(63));
  }

  @Test
  void anIndexedPodOfALongJobStillHasAHostName() {
    assertThat(SiteNames.job("w".repeat(63), Site.remote("madrid-1")) + "-99999")
        .matches(DNS_LABEL)
        .hasSize(63);
  }

  @Test
  void twoSitesOfOneClusterDoNotShareAName() {
    var one = SiteNames.deployment("a", Site.local("b-c", Map.of("zone", "1")));
    var other = SiteNames.deployment("a-b", Site.local("c", Map.of("zone", "2")));

    assertThat(one).isNotEqualTo(other).startsWith("a-b-c-");
  }

  @Test
  void everyNameIsValidAndItsOwn() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var namespaces = new HashMap<String, String>();
    var deployments = new HashMap<String, String>();
    var jobs = new HashMap<String, String>();
    var remote = Site.remote("madrid-1");
    for (int i = 0; i < PAIRS; i++) {
      var namespace = label(random, 63);
      var name =
          random.nextInt(4) == 0 ? label(random, 60) + "." + label(random, 63) : label(random, 63);
      var local = Site.local(label(random, 63), Map.of("zone", "1"));
      var as =
          "seed %d, namespace %s, name %s, site %s".formatted(seed, namespace, name, local.name());

      own(namespaces, SiteNames.namespace("es", namespace), namespace, 63, as);
      own(deployments, SiteNames.deployment(name, remote), name, 63, as);
      own(deployments, SiteNames.deployment(name, local), name + "/" + local.name(), 63, as);
      own(jobs, SiteNames.job(name, remote), name, 57, as);
      own(jobs, SiteNames.job(name, local), name + "/" + local.name(), 57, as);
    }
  }

  private static void own(
      Map<String, String> owners, String name, String owner, int max, String as) {
    assertThat(name).as(as).matches(DNS_LABEL).hasSizeLessThanOrEqualTo(max);
    assertThat(owners.merge(name, owner, (before, now) -> before)).as(as).isEqualTo(owner);
  }

  /** Few letters and many dashes, so that names that differ look alike. */
  private static String label(Random random, int max) {
    int length = random.nextBoolean() ? 1 + random.nextInt(max) : max - random.nextInt(3);
    var out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(
          i == 0 || i == length - 1
              ? "ab".charAt(random.nextInt(2))
              : "ab-".charAt(random.nextInt(3)));
    }
    return out.toString();
  }
}
