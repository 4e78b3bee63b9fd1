package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrippingTest {

  @Test
  void aPodKeepsWhatItHoldsAndNothingPrivate() {
    var full =
        Serialization.unmarshal(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: p
              namespace: ns
              uid: u
              resourceVersion: "7"
              labels: {centralita.dev/workload-uid: w}
              annotations: {centralita.dev/workload: a/b, kubectl.kubernetes.io/last-applied-configuration: "{}", private: x}
              managedFields: [{manager: kubectl}]
              deletionTimestamp: "2026-11-22T00:00:00Z"
            spec:
              nodeName: n1
              nodeSelector: {site: madrid}
              overhead: {cpu: 100m}
              volumes: [{name: v, secret: {secretName: s}}]
              initContainers:
              - {name: i, restartPolicy: Always, resources: {requests: {memory: 1Gi}}}
              containers:
              - name: c
                image: private/image
                env: [{name: PASSWORD, value: hunter2}]
                args: [--token=hunter2]
                resources: {limits: {nvidia.com/gpu: "2"}}
            status:
              phase: Running
              podIP: 10.0.0.1
              conditions: [{type: Ready, status: "True"}]
              containerStatuses:
              - {name: c, image: private/image, imageID: x, ready: true, restartCount: 0, state: {running: {startedAt: "2026-11-22T00:00:00Z"}}}
              - {name: d, image: private/image, state: {waiting: {reason: ImagePullBackOff, message: Back-off pulling}}}
            """,
            Pod.class);
    var kept = Stripping.strip(full);
    assertThat(Serialization.asYaml(kept))
        .doesNotContain("hunter2", "private", "10.0.0.1", "managedFields", "volumes");
    assertThat(kept.getSpec().getContainers().getFirst().getResources().getLimits())
        .isEqualTo(Map.of("nvidia.com/gpu", new Quantity("2")));
    assertThat(kept.getSpec().getInitContainers().getFirst().getRestartPolicy())
        .isEqualTo("Always");
    assertThat(kept.getSpec().getOverhead()).containsKey("cpu");
    assertThat(kept.getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(kept.getMetadata().getAnnotations()).containsOnlyKeys("centralita.dev/workload");
    assertThat(kept.getStatus().getConditions()).hasSize(1);
    assertThat(kept.getStatus().getContainerStatuses()).hasSize(1);
    var waiting = kept.getStatus().getContainerStatuses().getFirst();
    assertThat(waiting.getName()).isEqualTo("d");
    assertThat(waiting.getState().getWaiting().getReason()).isEqualTo("ImagePullBackOff");
    assertThat(waiting.getState().getWaiting().getMessage()).isEqualTo("Back-off pulling");
  }
}
