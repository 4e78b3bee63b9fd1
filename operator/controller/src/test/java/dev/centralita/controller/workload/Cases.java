package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadSpec;
import dev.centralita.api.SovereignWorkloadSpec.AcceleratorRequest;
import dev.centralita.api.SovereignWorkloadSpec.Latency;
import dev.centralita.api.SovereignWorkloadSpec.Mode;
import dev.centralita.api.SovereignWorkloadSpec.SlaRef;
import dev.centralita.api.SovereignWorkloadStatus;
import dev.centralita.api.SovereignWorkloadStatus.DecidedSite;
import dev.centralita.api.SovereignWorkloadStatus.Decision;
import dev.centralita.placement.Assignment;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workloads to decide about. */
final class Cases {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private Cases() {}

  static SovereignWorkloadSpec spec(
      int replicas, Mode mode, @Nullable AcceleratorRequest accelerator, boolean suspend) {
    var template =
        new PodTemplateSpecBuilder()
            .withNewSpec()
            .addNewContainer()
            .withName("app")
            .withImage("registry.example/app:1")
            .withNewResources()
            .addToRequests("cpu", new Quantity("500m"))
            .addToRequests("memory", new Quantity("1Gi"))
            .endResources()
            .endContainer()
            .endSpec()
            .build();
    return new SovereignWorkloadSpec(
        replicas, mode, template, accelerator, null, null, null, null, null, null, suspend);
  }

  static SovereignWorkload workload(SovereignWorkloadSpec spec, @Nullable Decision decision) {
    var workload = new SovereignWorkload();
    workload.setMetadata(
        new ObjectMetaBuilder()
            .withName("video")
            .withNamespace("team")
            .withUid("uid-1")
            .withGeneration(3L)
            .build());
    workload.setSpec(spec);
    if (decision != null) {
      workload.setStatus(
          new SovereignWorkloadStatus(
              3L, List.of(), decision, 0, 0, "", List.of(), null, null, null, null));
    }
    return workload;
  }

  static Inputs inputs(SovereignWorkload workload) {
    var namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("team")
            .withUid("ns-1")
            .withLabels(Map.of("tier", "gold"))
            .endMetadata()
            .build();
    return new Inputs(workload, namespace, List.of(), null);
  }

  /** A workload whose LatencySLA is not there. */
  static Inputs referringTo(String sla) {
    var plain = spec(2, Mode.Service, null, false);
    var spec =
        new SovereignWorkloadSpec(
            plain.replicas(),
            plain.mode(),
            plain.template(),
            null,
            null,
            new Latency(new SlaRef(sla), null, null),
            null,
            null,
            null,
            null,
            false);
    return inputs(workload(spec, null));
  }

  static Inputs undecided() {
    return inputs(workload(spec(2, Mode.Service, null, false), null));
  }

  static Inputs inputs(@Nullable Decision decision) {
    return inputs(workload(spec(2, Mode.Service, null, false), decision));
  }

  static Assignment at(String site, int replicas) {
    return new Assignment(site, replicas, Collections.nCopies(replicas, "node-1"), 4_000, 72);
  }

  static Decision decision(long epoch, String inputs, DecidedSite... sites) {
    int replicas = 0;
    for (var site : sites) {
      replicas += site.replicas();
    }
    return new Decision(epoch, inputs, "", NOW.toString(), replicas, List.of(sites));
  }
}
