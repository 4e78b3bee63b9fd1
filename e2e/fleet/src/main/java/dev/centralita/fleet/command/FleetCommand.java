package dev.centralita.fleet.command;

import dev.centralita.fleet.Layout;
import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.provider.CacheFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code hack/fleet}: starts a fleet in the foreground, or gives orders to the one that runs. */
public final class FleetCommand {
  private static final String USAGE =
      """
      usage: ./hack/fleet COMMAND
        start [--sites N] [--nodes POOL]...   a hub and N sites (default 3), each with these nodes
        start --file LAYOUT.yaml              the hub, sites and nodes of a file
        status                                clusters and the line that sets KUBECONFIG
        add NAME [POOL]...                    one more site
        remove NAME                           one site less
        stop                                  ends everything; Ctrl-C in the first window does too
      POOL is a count and a node profile, such as 2xl4 or 1xh100-80gb-hbm3 (default 2xl4).
      """;

  private FleetCommand() {}

  @SuppressWarnings("SystemOut") // a command answers there
  public static void main(String[] args) {
    StateFolder state = new StateFolder(CacheFolder.path());
    List<String> words = Arrays.asList(args);
    try {
      if (!words.isEmpty() && words.getFirst().equals("start")) {
        start(layout(words.subList(1, words.size())), state);
      } else if (isOrder(words)) {
        order(words, state);
      } else {
        System.err.print(USAGE);
        System.exit(2);
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("fleet: " + e.getMessage());
      System.exit(1);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void start(Layout layout, StateFolder state) throws IOException {
    FleetKeeper keeper = FleetKeeper.start(layout, state);
    Runtime.getRuntime().addShutdownHook(new Thread(keeper::close));
    System.out.print(keeper.status());
    System.out.println("The fleet runs until Ctrl-C here, or ./hack/fleet stop elsewhere.");
    keeper.serve();
    System.exit(0);
  }

  @SuppressWarnings("SystemOut")
  private static void order(List<String> words, StateFolder state) throws IOException {
    if (!Orders.isAnswered(state.socket())) {
      boolean stop = words.getFirst().equals("stop");
      System.out.println(
          "no fleet is running" + (stop ? "" : ".\nMaybe ./hack/fleet start first."));
      System.exit(stop ? 0 : 1);
    }
    String answer = Orders.send(state.socket(), String.join(" ", words));
    System.out.print(answer);
    System.exit(answer.startsWith("failed") ? 1 : 0);
  }

  private static boolean isOrder(List<String> words) {
    return switch (words.isEmpty() ? "" : words.getFirst()) {
      case "status", "stop" -> words.size() == 1;
      case "add" -> words.size() >= 2;
      case "remove" -> words.size() == 2;
      default -> false;
    };
  }

  static Layout layout(List<String> options) throws IOException {
    int sites = 3;
    List<NodePool> nodes = List.of();
    for (int i = 0; i + 1 < options.size(); i += 2) {
      String value = options.get(i + 1);
      switch (options.get(i)) {
        case "--file" -> {
          return LayoutFile.read(Path.of(value));
        }
        case "--sites" -> sites = Integer.parseInt(value);
        case "--nodes" -> nodes = append(nodes, LayoutFile.pool(value));
        default -> throw new IllegalArgumentException("unknown option " + options.get(i));
      }
    }
    if (options.size() % 2 != 0) {
      throw new IllegalArgumentException("option " + options.getLast() + " has no value");
    }
    List<NodePool> each = nodes.isEmpty() ? List.of(NodePool.of(2, "l4")) : nodes;
    return Layout.hubAnd(sites, each.toArray(NodePool[]::new));
  }

  private static List<NodePool> append(List<NodePool> nodes, NodePool more) {
    List<NodePool> all = new ArrayList<>(nodes);
    all.add(more);
    return List.copyOf(all);
  }
}
