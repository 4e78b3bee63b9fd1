package dev.centralita.controller;

import dev.centralita.controller.fleet.FleetOwner;
import dev.centralita.controller.fleet.Observations;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.hub.HubReads;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.controller.hub.WorkloadIndex;
import dev.centralita.controller.status.Announcer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/** What the controllers share. */
public record Shared(
    KubernetesClient client,
    Clock clock,
    Settings settings,
    FleetOwner owner,
    SiteBook book,
    Observations observations,
    HubReads reads,
    WorkloadIndex index,
    Pokes pokes,
    Announcer announcer) {}
