package dev.centralita.delivery;

import static dev.centralita.delivery.SiteUnderTest.redecided;
import static dev.centralita.delivery.SiteUnderTest.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.centralita.delivery.ApplyOutcome.Applied;
import dev.centralita.delivery.ApplyOutcome.Cause;
import dev.centralita.delivery.ApplyOutcome.Refused;
import dev.centralita.delivery.ApplyOutcome.Unchanged;
import dev.centralita.delivery.Delivery.Nodes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SiteWriterIT {
  @RegisterExtension static final SiteUnderTest site = new SiteUnderTest();

  @Test
  void theSecondApplyWritesNothing() {
    var delivery = service("twice");
    long start = site.cluster().auditLog().mark();

    var first = applied(delivery);
    assertThat(first.writes()).isEqualTo(2);
    assertThat(site.writesSince(start))
        .extracting(e -> e.verb() + " " + e.resource())
        .containsExactly("create namespaces", "patch deployments");

    long mark = site.cluster().auditLog().mark();
    assertThat(site.writer().apply(delivery)).isInstanceOf(Unchanged.class);
    assertThat(site.writesSince(mark)).isEmpty();
    assertThat(
            Rendering.of(delivery, deployment(delivery).get())
                .settledIn(deployment(delivery).get()))
        .isTrue();
  }

  @Test
  void aNewEpochIsOneWrite() {
    var delivery = service("epoch");
    applied(delivery);
    long mark = site.cluster().auditLog().mark();

    var second = applied(redecided(delivery, 2, 2, Nodes.ANY));

    assertThat(second.writes()).isEqualTo(1);
    assertThat(site.writesSince(mark)).hasSize(1);
    assertThat(Ownership.epoch(deployment(delivery).get())).isEqualTo(2);
  }

  @Test
  void whatSomebodyChangedAtTheSiteIsRepaired() {
    var delivery = service("changed");
    applied(delivery);
    Eventually.edits(
        deployment(delivery),
        d ->
            new DeploymentBuilder(d)
                .editSpec()
                .withReplicas(7)
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("other:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());

    applied(delivery);

    var spec = deployment(delivery).get().getSpec();
    assertThat(spec.getReplicas()).isEqualTo(2);
    assertThat(spec.getTemplate().getSpec().getContainers().getFirst().getImage())
        .isEqualTo("video:1");
    assertThat(site.writer().apply(delivery)).isInstanceOf(Unchanged.class);
  }

  @Test
  void whatSomebodyAddedAtTheSiteIsTakenOut() {
    var delivery = service("added");
    applied(delivery);
    Eventually.edits(
        deployment(delivery),
        d ->
            new DeploymentBuilder(d)
                .editSpec()
                .editTemplate()
                .editSpec()
                .addToNodeSelector("example.org/mine", "yes")
                .addNewContainer()
                .withName("miner")
                .withImage("miner:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());

    applied(delivery);

    var live = deployment(delivery).get();
    assertThat(live.getSpec().getTemplate().getSpec().getContainers()).hasSize(1);
    assertThat(live.getSpec().getTemplate().getSpec().getNodeSelector()).isNullOrEmpty();
    assertThat(live.getMetadata().getAnnotations())
        .containsKey("deployment.kubernetes.io/revision");
    assertThat(site.writer().apply(delivery)).isInstanceOf(Unchanged.class);
  }

  @Test
  void whatIsNotRenderedAnyMoreGoes() {
    var with =
        SiteUnderTest.delivery(
            "less",
            "Service",
            "priority: 0",
            "image: video:1\n            env: [{name: A, value: b}]");
    applied(with);
    with.workload().getSpec().template().getSpec().getContainers().getFirst().setEnv(List.of());

    applied(with);

    var container =
        deployment(with).get().getSpec().getTemplate().getSpec().getContainers().getFirst();
    assertThat(container.getEnv()).isEmpty();
  }

  @Test
  void onlyWeOwnTheSpec() {
    var delivery = service("owner");
    applied(delivery);
    applied(redecided(delivery, 3, 2, Nodes.ANY));

    assertThat(deployment(delivery).get().getMetadata().getManagedFields())
        .filteredOn(entry -> entry.getFieldsV1().getAdditionalProperties().containsKey("f:spec"))
        .extracting(entry -> entry.getManager() + " " + entry.getOperation())
        .containsExactly("centralita Apply");
  }

  @Test
  void podSecurityOfTheNamespaceIsPutBack() {
    var delivery = service("labels");
    applied(delivery);
    var namespace = site.admin().namespaces().withName(delivery.namespace());
    namespace.edit(n ->
        new NamespaceBuilder(n)
            .editMetadata()
            .addToLabels("pod-security.kubernetes.io/enforce", "privileged")
            .endMetadata()
            .build());

    assertThat(applied(delivery).writes()).isEqualTo(1);

    assertThat(namespace.get().getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
  }

  @Test
  void aNamespaceOfSomebodyElseIsNotAdopted() {
    var delivery = service("foreign");
    site.admin()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(delivery.namespace())
                .endMetadata()
                .build())
        .create();
    long mark = site.cluster().auditLog().mark();

    assertThat(refused(delivery))
        .returns(Cause.ForeignNamespace, Refused::cause)
        .extracting(Refused::message)
        .asString()
        .contains("es-foreign", "site-1", "Maybe");
    assertThat(site.writesSince(mark)).isEmpty();
  }

  @Test
  void aNamespaceMadeAnewAtTheHubTakesOverAnEmptyOneOnly() {
    var old = service("anew");
    applied(old);
    var anew = service("anew");
    var renewed =
        new Delivery(
            anew.hubId(),
            "another-uid",
            anew.workload(),
            anew.site(),
            1,
            1,
            Nodes.ANY,
            anew.hints());

    assertThat(refused(renewed).cause()).isEqualTo(Cause.Terminating);

    assertThat(site.writer().prune(uid(old), "site-1").stopped()).isTrue();
    Eventually.holds(() -> site.podsOf(old).isEmpty());
    assertThat(applied(renewed).writes()).isEqualTo(2);
    assertThat(
            Ownership.annotation(
                site.admin().namespaces().withName(old.namespace()).require(),
                Marks.HUB_NAMESPACE_UID))
        .isEqualTo("another-uid");
  }

  @Test
  void anObjectOfAnotherWorkloadIsNotTouched() {
    var first = service("same-name");
    applied(first);
    var before = deployment(first).get();
    var second = service("same-name");

    assertThat(refused(second))
        .returns(Cause.ForeignObject, Refused::cause)
        .extracting(Refused::message)
        .asString()
        .contains(uid(first), uid(second));
    assertThat(deployment(first).get().getSpec()).isEqualTo(before.getSpec());
  }

  @Test
  void anEarlierDecisionDoesNotOverwriteALaterOne() {
    var delivery = service("stale");
    applied(redecided(delivery, 3, 5, Nodes.ANY));

    assertThat(refused(redecided(delivery, 1, 4, Nodes.ANY)).cause()).isEqualTo(Cause.StaleEpoch);
    assertThat(deployment(delivery).get().getSpec().getReplicas()).isEqualTo(3);
  }

  @Test
  void aWriteOnSomethingThatMovedMeanwhileIsRefused() {
    var delivery = service("moved");
    applied(delivery);
    var seen =
        Objects.requireNonNull(deployment(delivery).get().getMetadata().getResourceVersion());
    applied(redecided(delivery, 3, 2, Nodes.ANY));
    var apply = new ServerSideApply(site.operator());

    assertThatThrownBy(() -> apply.update(Rendering.of(delivery).object(), seen))
        .asInstanceOf(type(KubernetesClientException.class))
        .returns(409, KubernetesClientException::getCode);
    assertThatThrownBy(() -> apply.create(Rendering.of(service("moved")).object()))
        .hasMessageContaining("field is immutable");
  }

  @Test
  void whatTheSiteCannotTakeIsSaid() {
    var invalid =
        SiteUnderTest.delivery(
            "invalid", "Service", "priority: 0", "ports: [{containerPort: 99999}]");
    var unknown =
        SiteUnderTest.delivery(
            "unknown", "Service", "priority: 0", "image: a\n            rootAccess: x");

    assertThat(refused(invalid))
        .returns(Cause.Rejected, Refused::cause)
        .extracting(Refused::message)
        .asString()
        .contains("site-1", "es-invalid", "containerPort", "image", "Maybe");
    assertThat(refused(unknown).message()).contains("rootAccess");
  }

  private static Applied applied(Delivery delivery) {
    return assertThat(site.writer().apply(delivery)).asInstanceOf(type(Applied.class)).actual();
  }

  private static Refused refused(Delivery delivery) {
    return assertThat(site.writer().apply(delivery)).asInstanceOf(type(Refused.class)).actual();
  }

  private static RollableScalableResource<Deployment> deployment(Delivery delivery) {
    HasMetadata rendered = Rendering.of(delivery).object();
    return site.admin()
        .apps()
        .deployments()
        .inNamespace(delivery.namespace())
        .withName(rendered.getMetadata().getName());
  }

  private static String uid(Delivery delivery) {
    return delivery.workload().getMetadata().getUid();
  }
}
