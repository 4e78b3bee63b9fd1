package dev.centralita.controller.wiring;

import dev.centralita.controller.hub.HubFence;
import dev.centralita.controller.improve.Improving;
import dev.centralita.controller.workload.Restoring;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.InformerStoppedHandler;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leading and ceasing to lead. */
@Singleton
class Hub {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final String LEASE = "centralita";

  // Longer than client-go's 15/10/2 s: a restart of the hub's API server alone takes about ten.
  private static final Duration LEASE_DURATION = Duration.ofSeconds(20);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(15);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(3);

  /** Before the framework stops the elector. */
  private static final int FIRST = 1;

  /** After it: a lease given back while the elector runs would be taken again. */
  private static final int LAST = Integer.MAX_VALUE;

  private volatile boolean ending;

  @Produces
  @Singleton
  Identity identity(CentralitaConfig config) {
    return Identity.of(config.podName());
  }

  @Produces
  @Singleton
  HubFence fence(KubernetesClient client, CentralitaConfig config, Identity identity) {
    return new HubFence(
        client, config.namespace(), LEASE, identity.name(), RENEW_DEADLINE, this::lost);
  }

  @Produces
  @Singleton
  LeaderElectionConfiguration leaderElection(
      CentralitaConfig config,
      Identity identity,
      HubFence fence,
      Restoring restoring,
      Improving improving) {
    var callbacks =
        new LeaderCallbacks(
            () -> {
              LOG.info("{} leads", identity.name());
              fence.begin();
              restoring.begin();
              improving.begin();
            },
            () -> stopped(fence),
            leader -> LOG.info("The leader is {}", leader));
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
        .withLeaseNamespace(config.namespace())
        .withIdentity(identity.name())
        .withLeaseDuration(LEASE_DURATION)
        .withRenewDeadline(RENEW_DEADLINE)
        .withRetryPeriod(RETRY_PERIOD)
        .withLeaderCallbacks(callbacks)
        // Exiting from within the shutdown would wait for the shutdown for ever.
        .withExitOnStopLeading(false)
        .build();
  }

  /** An informer of the hub that ended would leave the operator blind: start afresh. */
  @Produces
  @Singleton
  @Unremovable
  InformerStoppedHandler informerStopped() {
    return (informer, cause) -> {
      if (!ending) {
        LOG.error("The informer of {} ended; exiting", informer.getApiTypeClass(), cause);
        Runtime.getRuntime().halt(1);
      }
    };
  }

  void shutdown(@Observes @Priority(FIRST) ShutdownEvent event, HubFence fence) {
    ending = true;
    fence.end();
  }

  void released(@Observes @Priority(LAST) ShutdownEvent event, HubFence fence) {
    fence.release();
  }

  private void stopped(HubFence fence) {
    fence.end();
    lost();
  }

  private void lost() {
    if (!ending) {
      LOG.error("The lease is lost; exiting");
      Runtime.getRuntime().halt(1);
    }
  }
}
