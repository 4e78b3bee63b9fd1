package dev.centralita.controller.wiring;

import dev.centralita.controller.dump.Problem;
import dev.centralita.controller.dump.ProblemCodec;
import dev.centralita.controller.fleet.FleetOwner;
import dev.centralita.placement.Fleet;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /dump/<namespace>/<name>}: what the decision about a workload depends on, to be
 * replayed elsewhere. It shows all tenants' requests, so only those are answered who may forward a
 * port of the operator's pod.
 */
@Singleton
class DumpRoute {
  private static final int SECONDS = 30;

  private final FleetOwner owner;
  private final Clock clock;

  DumpRoute(FleetOwner owner, Clock clock) {
    this.owner = owner;
    this.clock = clock;
  }

  void register(@Observes Router router) {
    router.get("/dump/:namespace/:name").blockingHandler(this::dump);
  }

  private void dump(RoutingContext context) {
    if (!isLoopback(context.request().remoteAddress())) {
      end(context, 403, "Only from inside the pod. Maybe use kubectl port-forward.\n");
      return;
    }
    var workload = context.pathParam("namespace") + "/" + context.pathParam("name");
    try {
      var snapshot = owner.query(Fleet::snapshot).get(SECONDS, TimeUnit.SECONDS);
      var problem = Problem.of(snapshot, workload, clock.instant().getEpochSecond());
      problem.ifPresentOrElse(
          p -> end(context, 200, ProblemCodec.write(p)),
          () -> end(context, 404, "Nothing was decided about " + workload + " yet.\n"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(context, 503, "The operator is stopping.\n");
    } catch (ExecutionException | TimeoutException e) {
      end(context, 503, "The solver did not answer.\n");
    }
  }

  static boolean isLoopback(@Nullable SocketAddress address) {
    try {
      return address != null
          && address.hostAddress() != null
          && InetAddress.getByName(address.hostAddress()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void end(RoutingContext context, int status, String body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", status == 200 ? "application/json" : "text/plain")
        .end(body);
  }
}
