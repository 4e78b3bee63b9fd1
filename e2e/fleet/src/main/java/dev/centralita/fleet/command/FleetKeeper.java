package dev.centralita.fleet.command;

import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.ClusterSpec.Parts;
import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.NodePool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Holds the running control planes and does what {@code hack/fleet} asks for over a socket. */
final class FleetKeeper implements AutoCloseable {
  private final ControlPlanes planes;
  private final StateFolder state;
  private final ServerSocketChannel orders;

  private FleetKeeper(ControlPlanes planes, StateFolder state, ServerSocketChannel orders) {
    this.planes = planes;
    this.state = state;
    this.orders = orders;
  }

  static FleetKeeper start(Layout layout, StateFolder state) throws IOException {
    state.create();
    ServerSocketChannel orders = Orders.listen(state.socket());
    FleetKeeper keeper = new FleetKeeper(ControlPlanes.start(layout), state, orders);
    try {
      keeper.enrol(keeper.planes.sites());
      return keeper;
    } catch (IOException | RuntimeException e) {
      keeper.close();
      throw e;
    }
  }

  /** Answers one order after the other until it is told to stop. */
  void serve() throws IOException {
    boolean stop = false;
    while (!stop) {
      try (SocketChannel client = orders.accept()) {
        String order = Orders.readLine(client);
        stop = order.equals("stop");
        Orders.write(client, answer(order));
      } catch (ClosedChannelException e) {
        return;
      }
    }
  }

  String status() {
    List<Cluster> clusters = new ArrayList<>(List.of(planes.hub()));
    clusters.addAll(planes.sites());
    StringBuilder out = new StringBuilder();
    row(out, "CLUSTER", "API SERVER", "NODES");
    for (Cluster cluster : clusters) {
      var client = cluster.adminClient();
      int nodes = client.nodes().list().getItems().size();
      row(out, cluster.name(), client.getMasterUrl().toString(), Integer.toString(nodes));
    }
    return out.append("export KUBECONFIG=").append(state.kubeconfig()).append('\n').toString();
  }

  private static void row(StringBuilder out, String cluster, String server, String nodes) {
    out.append(String.format(Locale.ROOT, "%-24s   %-28s   %s%n", cluster, server, nodes));
  }

  private String answer(String order) {
    List<String> words = Arrays.asList(order.split(" ", -1));
    try {
      return switch (words.getFirst()) {
        case "" -> "";
        case "status" -> status();
        case "add" -> add(words.get(1), words.subList(2, words.size()));
        case "remove" -> remove(words.get(1));
        case "stop" -> {
          close();
          yield "stopped; nothing is left behind\n";
        }
        default -> "unknown order '" + order + "'\n";
      };
    } catch (RuntimeException | IOException e) {
      return "failed: " + e.getMessage() + "\n";
    }
  }

  private String add(String name, List<String> pools) throws IOException {
    List<NodePool> nodes = pools.stream().map(LayoutFile::pool).toList();
    Cluster site = planes.addSite(new ClusterSpec(name, Parts.FULL, nodes));
    enrol(List.of(site));
    return name + " is up; the hub's credential for it: " + state.siteCredential(name) + "\n";
  }

  private String remove(String name) throws IOException {
    planes.removeSite(name);
    Files.deleteIfExists(state.siteCredential(name));
    state.writeKubeconfig(planes.hub(), planes.sites());
    return name + " is gone\n";
  }

  private void enrol(List<Cluster> sites) throws IOException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> credentials =
          sites.stream().map(site -> executor.submit(site::operatorKubeconfig)).toList();
      for (int i = 0; i < sites.size(); i++) {
        state.writeCredential(sites.get(i).name(), credentials.get(i).get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a site cannot be enrolled: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while sites are enrolled", e);
    }
    state.writeKubeconfig(planes.hub(), planes.sites());
  }

  @Override
  public synchronized void close() {
    planes.close();
    try {
      orders.close();
      state.delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
