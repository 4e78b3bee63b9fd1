package dev.centralita.controller.wiring;

import dev.centralita.controller.Settings;
import dev.centralita.controller.improve.ImproveSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The environment: {@code CENTRALITA_HUB_ID} is {@code centralita.hub-id}, and so on. */
@ConfigMapping(prefix = "centralita")
interface CentralitaConfig {

  @WithDefault("hub")
  String hubId();

  @WithDefault("centralita-system")
  String namespace();

  /** Name of the pod, for the lease and for Events; the host's name without it. */
  Optional<String> podName();

  @WithDefault("10M")
  Duration deadSiteTimeout();

  @WithDefault("30S")
  Duration unschedulableTimeout();

  @WithDefault("false")
  boolean allowLoopbackSites();

  @WithDefault("5S")
  Duration startWait();

  @WithDefault("5M")
  Duration resync();

  @WithDefault("30S")
  Duration powerInterval();

  Improve improve();

  /** {@code CENTRALITA_IMPROVE_MOVING}, and so on. */
  interface Improve {
    @WithDefault("false")
    boolean moving();

    @WithDefault("30S")
    Duration period();

    @WithDefault("0.2S")
    Duration slice();

    @WithDefault("0.002S")
    Duration movePrice();

    @WithDefault("10")
    int hysteresisPercent();

    @WithDefault("4")
    int mostMoves();

    @WithDefault("1H")
    Duration quiet();

    default ImproveSettings settings() {
      return new ImproveSettings(
          moving(), period(), slice(), movePrice(), hysteresisPercent(), mostMoves(), quiet());
    }
  }

  default Settings settings() {
    return new Settings(
        hubId(),
        namespace(),
        deadSiteTimeout(),
        unschedulableTimeout(),
        allowLoopbackSites(),
        startWait(),
        resync(),
        powerInterval());
  }
}
