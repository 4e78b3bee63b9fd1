package dev.centralita.controller.hub;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.LatencySLA;
import dev.centralita.api.SovereigntyPolicy;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Inputs of a decision, read from the API server and never older than {@link #FRESH}, nor older
 * than a change that this process has heard of ({@link #changed}). A hundred workloads decided
 * together share one read.
 */
public final class HubReads {
  /** How old an input of a decision may be. */
  public static final Duration FRESH = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final Map<String, Memo> memos = new ConcurrentHashMap<>();

  private record Memo(long readAt, Object value) {}

  public HubReads(KubernetesClient client) {
    this.client = client;
  }

  /** Every policy of the hub. */
  @SuppressWarnings("unchecked")
  public List<SovereigntyPolicy> policies() {
    return (List<SovereigntyPolicy>)
        read("policies", () -> client.resources(SovereigntyPolicy.class).list().getItems());
  }

  /** A namespace, empty if there is none. */
  @SuppressWarnings("unchecked")
  public Optional<Namespace> namespace(String name) {
    return (Optional<Namespace>)
        read(
            "namespace/" + name,
            () -> Optional.ofNullable(client.namespaces().withName(name).get()));
  }

  /** A LatencySLA, empty if there is none. */
  @SuppressWarnings("unchecked")
  public Optional<LatencySLA> sla(String namespace, String name) {
    return (Optional<LatencySLA>)
        read(
            "sla/" + namespace + "/" + name,
            () ->
                Optional.ofNullable(
                    client
                        .resources(LatencySLA.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .get()));
  }

  /** An EdgeSite, empty if there is none. */
  @SuppressWarnings("unchecked")
  public Optional<EdgeSite> site(String name) {
    return (Optional<EdgeSite>)
        read(
            "site/" + name,
            () -> Optional.ofNullable(client.resources(EdgeSite.class).withName(name).get()));
  }

  /** Something was heard to change: what was read before is too old, whatever its age. */
  public void changed() {
    memos.clear();
  }

  private Object read(String key, Supplier<Object> call) {
    long now = System.nanoTime();
    var memo = memos.get(key);
    if (memo != null && now - memo.readAt < FRESH.toNanos()) {
      return memo.value;
    }
    // Put down before the call: a change heard during it must not be overwritten by its answer.
    var asked = new Memo(now - FRESH.toNanos(), new Object());
    memos.put(key, asked);
    var value = call.get();
    memos.replace(key, asked, new Memo(now, value));
    if (memos.size() > 10_000) {
      memos.clear();
    }
    return value;
  }
}
