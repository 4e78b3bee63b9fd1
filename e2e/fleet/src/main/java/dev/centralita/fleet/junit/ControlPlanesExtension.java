package dev.centralita.fleet.junit;

import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * A hub and sites for a test class.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ControlPlanesExtension planes =
 *     ControlPlanesExtension.shared(Layout.hubAnd(3, NodePool.of(2, "l4")));
 * }</pre>
 */
public final class ControlPlanesExtension implements BeforeAllCallback, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(ControlPlanesExtension.class);

  private final Layout layout;
  private final boolean shared;
  private @Nullable ControlPlanes running;

  private ControlPlanesExtension(Layout layout, boolean shared) {
    this.layout = layout;
    this.shared = shared;
  }

  /**
   * One set for all classes of this JVM with an equal layout; a test leaves it as it found it.
   *
   * <p>It lives as long as the launcher's session: a fork of several executes each class by itself,
   * and what the root of an execution keeps ends with the class.
   */
  public static ControlPlanesExtension shared(Layout layout) {
    return new ControlPlanesExtension(layout, true);
  }

  /** A set of this class's own, for tests that break what they are given. */
  public static ControlPlanesExtension own(Layout layout) {
    return new ControlPlanesExtension(layout, false);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        shared
            ? context
                .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(layout, ControlPlanes::start, ControlPlanes.class)
            : ControlPlanes.start(layout);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (!shared && running != null) {
      running.close();
    }
    running = null;
  }

  public ControlPlanes planes() {
    return Objects.requireNonNull(
        running, "no control planes yet.\nMaybe the field lacks @RegisterExtension and 'static'.");
  }

  public Cluster hub() {
    return planes().hub();
  }

  public Cluster site(String name) {
    return planes().site(name);
  }
}
