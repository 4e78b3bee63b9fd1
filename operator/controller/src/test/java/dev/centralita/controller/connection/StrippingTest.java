package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
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

  @Test
  void ofAResourceSliceTheGpusAreKept() {
    var kept =
        Stripping.strip(
            Serialization.unmarshal(
                """
                apiVersion: resource.k8s.io/v1
                kind: ResourceSlice
                metadata: {name: s, uid: u, resourceVersion: "7"}
                spec:
                  driver: gpu.nvidia.com
                  nodeName: n
                  pool: {name: n, generation: 2, resourceSliceCount: 1}
                  devices:
                  - name: gpu-0
                    attributes:
                      type: {string: gpu}
                      gpu.nvidia.com/productName: {string: NVIDIA L4}
                      serial: {string: private}
                    capacity: {memory: {value: 24Gi}, copyEngines: {value: "2"}}
                    taints: [{key: k, effect: NoSchedule}]
                    consumesCounters:
                    - counterSet: gpu-0-counters
                      counters: {memory: {value: 24Gi}, memory-slice-0: {value: "1"}}
                """,
                ResourceSlice.class));
    var device = kept.getSpec().getDevices().getFirst();
    assertThat(device.getAttributes()).containsOnlyKeys("type", "gpu.nvidia.com/productName");
    assertThat(device.getCapacity()).containsOnlyKeys("memory");
    assertThat(device.getTaints()).hasSize(1);
    assertThat(device.getConsumesCounters())
        .singleElement()
        .satisfies(of -> assertThat(of.getCounterSet()).isEqualTo("gpu-0-counters"))
        .satisfies(of -> assertThat(of.getCounters()).containsOnlyKeys("memory-slice-0"));
    assertThat(kept.getSpec().getPool().getGeneration()).isEqualTo(2);
  }

  @Test
  void ofWhatOtherDriversOfferAndHoldNothingIsKept() {
    var slice =
        Stripping.strip(
            Serialization.unmarshal(
                """
                apiVersion: resource.k8s.io/v1
                kind: ResourceSlice
                metadata: {name: s, uid: u, resourceVersion: "7"}
                spec: {driver: dra.net, nodeName: n, pool: {name: n}, devices: [{name: nic-0}]}
                """,
                ResourceSlice.class));
    assertThat(slice.getSpec()).isNull();
    var claim =
        Stripping.strip(
            Serialization.unmarshal(
                """
                apiVersion: resource.k8s.io/v1
                kind: ResourceClaim
                metadata: {name: c, namespace: a, uid: u, resourceVersion: "7"}
                spec: {devices: {requests: [{name: r, exactly: {deviceClassName: secret}}]}}
                status:
                  allocation:
                    devices:
                      results:
                      - {request: r, driver: dra.net, pool: n, device: nic-0}
                      - {request: g, driver: gpu.nvidia.com, pool: n, device: gpu-0}
                  reservedFor: [{resource: pods, name: p, uid: pod}]
                """,
                ResourceClaim.class));
    assertThat(claim.getSpec()).isNull();
    assertThat(claim.getStatus().getAllocation().getDevices().getResults())
        .extracting("device")
        .containsExactly("gpu-0");
    assertThat(claim.getStatus().getReservedFor()).extracting("uid").containsExactly("pod");
  }
}
