package dev.centralita.placement;

import dev.centralita.placement.Explanation.Failing;
import dev.centralita.placement.hot.Room;

/**
 * The rows of the constraint table about nodes, GPUs and power. One node must pass them all; a row
 * fails when no node that passed those before it does.
 */
final class NodeRules {
  // Bits by what a node passes: room, ceiling, power as bits 0, 1 and 2 of the bit's number.
  private static final int ROOMY = 0b10101010;
  private static final int ALLOWED = 0b11001100;
  private static final int POWERED = 0b11110000;

  private final Room room;

  NodeRules(Room room) {
    this.room = room;
  }

  /** The rows that fail at a site. */
  int failing(SiteState site, Asked asked) {
    var shape = asked.shape;
    boolean shaped = false;
    int seen = 0;
    var nodes = site.nodes;
    for (int n = 0; n < nodes.size(); n++) {
      var node = nodes.get(n);
      var facts = node.facts;
      if (facts != null && shape.shaped(facts)) {
        shaped = true;
        seen |= shape.knownWatts(facts) ? 1 << passes(node, facts, shape) : 0;
      }
    }
    if (seen == 0) {
      return (shaped ? Constraint.PowerUnknown : Constraint.Accelerator).bit();
    }
    int failing = 0;
    int fitting = seen & ROOMY;
    if (fitting == 0) {
      failing |= Constraint.NodeFit.bit();
      fitting = seen;
    }
    if ((fitting & ALLOWED) == 0) {
      failing |= Constraint.Ceiling.bit();
      fitting = seen;
    } else {
      fitting &= ALLOWED;
    }
    return (fitting & POWERED) == 0 ? failing | Constraint.Power.bit() : failing;
  }

  private int passes(NodeState node, NodeFacts facts, Shape shape) {
    var load = shape.load;
    boolean roomy =
        shape.admittedBy(facts)
            && room.hasRoom(node.row, load.units(), load.profile(), load.cpu(), load.memory(), 1);
    return (roomy ? 1 : 0)
        | (room.ceilingAllows(node.row, load.units(), load.profile()) ? 2 : 0)
        | (room.powerAllows(node.row, load.units(), load.profile()) ? 4 : 0);
  }

  /** Need and offer of a row that fails. */
  Failing failing(Constraint row, SiteState site, Asked asked) {
    var need = asked.request.need();
    return switch (row) {
      case Accelerator ->
          new Failing(
              Reason.Accelerator, asked.wants(row, () -> GpuWords.describe(need)), site.gpus());
      case PowerUnknown ->
          new Failing(Reason.PowerUnknown, "known watts per GPU", "unknown for " + site.gpus());
      case NodeFit ->
          new Failing(Reason.NodeFit, asked.wants(row, () -> room(need)), mostRoom(site, asked));
      case Ceiling -> ceiling(site, asked);
      case Power -> power(site, asked);
      default -> throw new IllegalArgumentException(row + " is not about nodes");
    };
  }

  private static Failing ceiling(SiteState site, Asked asked) {
    var gpu = first(site, asked.shape).gpu();
    var product = gpu == null ? "" : gpu.product();
    return new Failing(
        Reason.Ceiling,
        asked.request.need().gpus() + " × " + product,
        site.used(product) + " of " + site.ceiling(product) + " declared in use");
  }

  private Failing power(SiteState site, Asked asked) {
    var load = asked.shape.load;
    long each = room.milliwatts(first(site, asked.shape).row, load.profile());
    long withPue = (each * load.units() * site.facts.power().pueMilli() + 999) / 1000;
    return new Failing(
        Reason.Power,
        watts(withPue) + " W with PUE",
        watts(Math.max(0, site.freeMilliwatts())) + " W left");
  }

  private static long watts(long milliwatts) {
    return (milliwatts + 999) / 1000;
  }

  /** The first node of the kind asked. */
  private static NodeState first(SiteState site, Shape shape) {
    for (var node : site.nodes) {
      var facts = node.facts;
      if (facts != null && shape.shaped(facts) && shape.knownWatts(facts)) {
        return node;
      }
    }
    throw new IllegalStateException("site %s has no such node".formatted(site.facts.id()));
  }

  private static String room(Need need) {
    return free(need.gpus(), need.cpuMillis(), need.memoryBytes()) + " free on one node";
  }

  private static String free(long gpus, long cpuMillis, long memoryBytes) {
    return gpus + " GPU, " + cpuMillis + " m CPU, " + (memoryBytes >> 20) + " MiB";
  }

  /** The node that comes nearest: most free GPUs, then CPU, then name. */
  private String mostRoom(SiteState site, Asked asked) {
    var shape = asked.shape;
    int profile = shape.load.profile();
    var best = first(site, shape);
    for (var node : site.nodes) {
      var facts = node.facts;
      if (facts != null
          && shape.shaped(facts)
          && shape.knownWatts(facts)
          && closer(node, best, shape)) {
        best = node;
      }
    }
    var facts = best.facts;
    var open = facts != null && shape.admittedBy(facts) ? "" : ", tainted or cordoned";
    return best.name
        + ": "
        + free(
            Math.max(0, room.freeUnits(best.row, profile)),
            Math.max(0, room.freeCpu(best.row)),
            Math.max(0, room.freeMemory(best.row)))
        + ", "
        + Math.max(0, room.freePods(best.row))
        + " pods free"
        + open;
  }

  private boolean closer(NodeState a, NodeState b, Shape shape) {
    boolean openA = a.facts != null && shape.admittedBy(a.facts);
    boolean openB = b.facts != null && shape.admittedBy(b.facts);
    if (openA != openB) {
      return openA;
    }
    int profile = shape.load.profile();
    int byGpu = Integer.compare(room.freeUnits(a.row, profile), room.freeUnits(b.row, profile));
    return byGpu != 0 ? byGpu > 0 : room.freeCpu(a.row) > room.freeCpu(b.row);
  }

  /** Most units one node that admits the request has free, for relaxing the count; 0 if none. */
  int widest(SiteState site, Asked asked) {
    int most = 0;
    for (var node : site.nodes) {
      var facts = node.facts;
      if (facts != null && asked.shape.admittedBy(facts)) {
        most = Math.max(most, room.freeUnits(node.row, asked.shape.load.profile()));
      }
    }
    return most;
  }

  /** Whether the slot's node still has what the pod in it does not hold already. */
  boolean topUpFits(NodeState node, Load load, int units, long cpu, long memory) {
    boolean nothing = units == 0 && cpu == 0 && memory == 0;
    return nothing
        || (room.hasRoom(node.row, units, load.profile(), cpu, memory, Integer.MIN_VALUE)
            && room.ceilingAllows(node.row, units, load.profile())
            && room.powerAllows(node.row, units, load.profile()));
  }
}
