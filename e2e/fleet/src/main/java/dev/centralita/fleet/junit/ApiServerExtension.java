package dev.centralita.fleet.junit;

import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.Layout;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One real API server without controllers, started once per JVM.
 *
 * <pre>{@code
 * @RegisterExtension static final ApiServerExtension api = new ApiServerExtension();
 * }</pre>
 *
 * Nothing is ever scheduled or garbage-collected there and a deleted namespace stays terminating,
 * so each test works in a {@link #newNamespace()} of its own.
 */
public final class ApiServerExtension implements BeforeAllCallback {
  private static final AtomicInteger NAMESPACES = new AtomicInteger();

  private final ControlPlanesExtension planes = ControlPlanesExtension.shared(Layout.apiOnly());

  @Override
  public void beforeAll(ExtensionContext context) {
    planes.beforeAll(context);
  }

  public Cluster cluster() {
    return planes.hub();
  }

  /** A client with every right. */
  public KubernetesClient client() {
    return cluster().adminClient();
  }

  /** Creates an empty namespace and returns its name. */
  public String newNamespace() {
    String name = "test-" + NAMESPACES.incrementAndGet();
    var namespace = new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
    client().resource(namespace).create();
    return name;
  }
}
