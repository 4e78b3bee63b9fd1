package dev.centralita.controller.workload;

import dev.centralita.api.LatencySLA;
import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereigntyPolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the hub says about one workload, read fresh.
 *
 * @param policies those that bind the namespace, by name
 * @param sla the LatencySLA it refers to; null if it refers to none or there is none
 */
record Inputs(
    SovereignWorkload workload,
    Namespace namespace,
    List<SovereigntyPolicy> policies,
    @Nullable LatencySLA sla) {
  private static final int DIGEST_CHARS = 16;

  Inputs {
    policies =
        policies.stream().sorted(Comparator.comparing(p -> p.getMetadata().getName())).toList();
  }

  String uid() {
    return workload.getMetadata().getUid();
  }

  /** Name of the LatencySLA that it refers to and that is not there; null if none is missing. */
  @Nullable String missingSla() {
    var latency = workload.getSpec().latency();
    return sla == null && latency != null && latency.slaRef() != null
        ? latency.slaRef().name()
        : null;
  }

  /** {@code namespace/name}. */
  String name() {
    return workload.getMetadata().getNamespace() + "/" + workload.getMetadata().getName();
  }

  /**
   * Hash over everything that was decided on.
   *
   * @param sites UID and generation of the chosen sites, in their order
   */
  String digest(List<String> sites) {
    var text = new StringBuilder(identity(workload)).append('\n');
    text.append(namespace.getMetadata().getUid()).append('\n');
    text.append(
        new TreeMap<>(
            Objects.requireNonNullElse(
                namespace.getMetadata().getLabels(), new TreeMap<String, String>())));
    text.append('\n').append(policyRevision()).append('\n');
    text.append(sla == null ? "" : identity(sla)).append('\n').append(sites);
    return digest(text.toString());
  }

  /** Hash over the policies that bind it. */
  String policyRevision() {
    return digest(policies.stream().map(Inputs::identity).toList().toString());
  }

  private static String identity(HasMetadata object) {
    return object.getMetadata().getUid() + "@" + object.getMetadata().getGeneration();
  }

  private static String digest(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
