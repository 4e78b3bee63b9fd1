package dev.centralita.delivery;

import static dev.centralita.delivery.SiteUnderTest.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.delivery.ApplyOutcome.Applied;
import dev.centralita.delivery.ApplyOutcome.Cause;
import dev.centralita.delivery.ApplyOutcome.Refused;
import dev.centralita.delivery.ApplyOutcome.Unchanged;
import dev.centralita.delivery.Delivery.Hints;
import dev.centralita.delivery.Delivery.Nodes;
import dev.centralita.fleet.NodePool;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceRequestAllocationResult;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** GPUs that a DRA driver gives out: kube-scheduler, not we, decides which device a pod gets. */
class SiteClaimsIT {
  private static final String WHOLE = "gpu.nvidia.com";
  private static final String H100 = "NVIDIA H100 80GB HBM3";

  @RegisterExtension static final SiteUnderTest site = new SiteUnderTest();

  private static String node = "";

  @BeforeAll
  static void addDevices() {
    node = site.cluster().addNodes(NodePool.of(1, "h100-dra")).getFirst();
  }

  @AfterAll
  static void takeThemAway() {
    site.admin().apps().deployments().inAnyNamespace().withLabel(Marks.WORKLOAD_UID).delete();
    site.admin().batch().v1().jobs().inAnyNamespace().withLabel(Marks.WORKLOAD_UID).delete();
    site.cluster().removeNode(node);
  }

  @Test
  void podsGetDevicesOfTheKindAsked() {
    var asked =
        "accelerator: {count: 2, family: hopper, memory: 80Gi, minComputeCapability: '9.0'}";
    var delivery = claiming(delivery("claims", "Service", asked, "image: video:1"), WHOLE);

    assertThat(site.writer().apply(delivery)).isInstanceOf(Applied.class);
    Eventually.holds(() -> readback(delivery).settled());

    assertThat(site.podsOf(delivery))
        .hasSize(2)
        .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName()).isEqualTo(node));
    assertThat(devices(delivery)).hasSize(4).doesNotHaveDuplicates();
    assertThat(site.writer().apply(delivery)).isInstanceOf(Unchanged.class);
    Eventually.holds(
        () -> site.writer().prune(delivery.workload().getMetadata().getUid(), "site-1").gone());
    assertThat(templates(delivery)).isEmpty();
  }

  @Test
  void aBatchClaims() {
    var delivery =
        claiming(
            delivery("claims-batch", "Batch", "accelerator: {count: 1}", "image: train:1"), WHOLE);

    assertThat(site.writer().apply(delivery)).isInstanceOf(Applied.class);
    Eventually.holds(() -> readback(delivery).ready() == 2);

    assertThat(devices(delivery)).hasSize(2).doesNotHaveDuplicates();
    assertThat(site.writer().apply(delivery)).isInstanceOf(Unchanged.class);
    site.writer().prune(delivery.workload().getMetadata().getUid(), "site-1");
  }

  @Test
  void whatNoDeviceIsIsReadBack() {
    var delivery =
        claiming(
            delivery("claims-none", "Service", "accelerator: {family: ampere}", "image: video:1"),
            WHOLE);

    site.writer().apply(delivery);
    Eventually.holds(() -> !readback(delivery).unschedulable().isEmpty());

    assertThat(readback(delivery).unschedulable().getFirst().message())
        .contains("cannot allocate all claims");
    site.writer().prune(delivery.workload().getMetadata().getUid(), "site-1");
  }

  @Test
  void anotherRequestLeavesNoTemplateBehind() {
    var before =
        claiming(
            delivery("claims-new", "Service", "accelerator: {memory: 40Gi}", "image: video:1"),
            WHOLE);
    site.writer().apply(before);
    Eventually.holds(() -> readback(before).settled());
    var after = SiteUnderTest.redecided(before, 2, 2, before.nodes(), before.hints());
    after.workload().getMetadata().setUid(before.workload().getMetadata().getUid());
    var accelerator = Objects.requireNonNull(after.workload().getSpec().accelerator());
    assertThat(accelerator.memory()).isNotNull();
    accelerator.memory().setAmount("80");

    site.writer().apply(after);
    assertThat(templates(after))
        .as("old pods may still be made until it has rolled out")
        .hasSize(2);
    Eventually.holds(() -> readback(after).settled());
    Eventually.holds(() -> site.writer().apply(after) instanceof Unchanged);

    assertThat(templates(after))
        .containsExactly(Rendering.of(after).claims().getMetadata().getName());
    site.writer().prune(after.workload().getMetadata().getUid(), "site-1");
  }

  @Test
  void aTemplateTakenAwayComesBackAndAForeignOneIsLeftAlone() {
    var delivery =
        claiming(
            delivery("claims-lost", "Service", "accelerator: {count: 1}", "image: video:1"), WHOLE);
    site.writer().apply(delivery);
    var template = Objects.requireNonNull(Rendering.of(delivery).claims());
    site.admin().resource(template).delete();

    assertThat(site.writer().apply(delivery)).isInstanceOf(Applied.class);
    assertThat(templates(delivery)).containsExactly(template.getMetadata().getName());

    site.admin()
        .resource(template)
        .edit(live -> {
          live.getMetadata().getLabels().put(Marks.WORKLOAD_UID, "somebody-else");
          return live;
        });
    assertThat(site.writer().apply(delivery))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.cause()).isEqualTo(Cause.ForeignObject);
              assertThat(refused.message())
                  .contains("ResourceClaimTemplate")
                  .contains("somebody-else");
            });
    site.writer().prune(delivery.workload().getMetadata().getUid(), "site-1");
  }

  @Test
  void aSiteThatChangesItsStackRestartsNothingThatRuns() {
    var claims =
        claiming(
            delivery("claims-stack", "Service", "accelerator: {count: 1}", "image: video:1"),
            WHOLE);
    site.writer().apply(claims);
    Eventually.holds(() -> readback(claims).settled());
    var pods = site.podsOf(claims).stream().map(p -> p.getMetadata().getUid()).toList();
    var resources =
        SiteUnderTest.redecided(
            claims,
            2,
            2,
            new Nodes(List.of(), List.of("NVIDIA-L4"), List.of("NVIDIA-L4")),
            new Hints(new GpuForm.Resource("nvidia.com/gpu"), null, false));

    site.writer().apply(resources);
    assertThat(((Deployment) live(resources)).getSpec().getTemplate().getSpec().getResourceClaims())
        .hasSize(1);
    assertThat(site.podsOf(resources))
        .extracting(p -> p.getMetadata().getUid())
        .containsExactlyInAnyOrderElementsOf(pods);

    // One is gone and cannot come back in the old form: from here on the site is asked in the new.
    site.admin().resource(Rendering.of(claims).claims()).delete();
    // The controller that makes claims may see the template for a moment longer: then one comes
    // back.
    Eventually.holds(() -> {
      if (readback(resources).ready() < 2) {
        return true;
      }
      site.admin().resource(site.podsOf(claims).getFirst()).withGracePeriod(0).delete();
      return false;
    });
    // Again and again, as the operator does: the site's controllers write the status all the while.
    Eventually.holds(() -> {
      site.writer().apply(resources);
      return readback(resources).settled();
    });
    assertThat(site.podsOf(resources))
        .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName()).contains("-l4-"));
    Eventually.holds(() -> site.writer().apply(resources) instanceof Unchanged);
    assertThat(templates(resources)).isEmpty();
    site.writer().prune(resources.workload().getMetadata().getUid(), "site-1");
  }

  private static Delivery claiming(Delivery d, String deviceClass) {
    return SiteUnderTest.redecided(
        d,
        d.replicas(),
        d.epoch(),
        new Nodes(List.of(), List.of(H100), List.of(H100)),
        new Hints(new GpuForm.Claim(deviceClass), null, false));
  }

  private static List<String> templates(Delivery delivery) {
    return site
        .admin()
        .resources(ResourceClaimTemplate.class)
        .inNamespace(delivery.namespace())
        .list()
        .getItems()
        .stream()
        .map(t -> t.getMetadata().getName())
        .toList();
  }

  private static List<String> devices(Delivery delivery) {
    return site
        .admin()
        .resources(ResourceClaim.class)
        .inNamespace(delivery.namespace())
        .list()
        .getItems()
        .stream()
        .flatMap(claim -> claim.getStatus().getAllocation().getDevices().getResults().stream())
        .map(DeviceRequestAllocationResult::getDevice)
        .toList();
  }

  private static SiteReadback readback(Delivery delivery) {
    return SiteReadback.of(live(delivery), site.podsOf(delivery));
  }

  private static HasMetadata live(Delivery delivery) {
    return site.admin().resource(Rendering.of(delivery).object()).require();
  }
}
