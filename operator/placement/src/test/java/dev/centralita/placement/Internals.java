package dev.centralita.placement;

import dev.centralita.placement.hot.Finder;
import dev.centralita.placement.hot.Placement;
import java.util.List;
import java.util.TreeMap;

/** What the index of a fleet holds, in words, whatever numbers things have in it. */
final class Internals {
  private Internals() {}

  static String of(Fleet fleet, List<Request> requests, long now) {
    var text = new StringBuilder();
    for (var site : fleet.register.sites()) {
      var room = fleet.index.room();
      text.append(site.facts.id()).append(" draws ").append(room.drawn(site.id)).append('\n');
      var used = new TreeMap<String, Long>();
      for (var node : site.nodes) {
        var gpu = node.gpu();
        if (gpu != null) {
          used.put(gpu.product(), site.used(gpu.product()));
        }
        text.append(
            "  %s %s %d %d %d %d %d×%d %d %d%n"
                .formatted(
                    node.name,
                    node.facts == null ? "absent" : "there",
                    room.freeUnits(node.row, -1),
                    room.freeCpu(node.row),
                    room.freeMemory(node.row),
                    room.freePods(node.row),
                    room.milliwatts(node.row, -1),
                    node.references,
                    room.freeUnits(node.row, fleet.kinds.profile("1g.10gb")),
                    room.freeUnits(node.row, fleet.kinds.profile("3g.40gb"))));
      }
      text.append("  ").append(used).append('\n');
    }
    for (var request : requests) {
      masks(fleet, request, now, text);
    }
    return text.toString();
  }

  private static void masks(Fleet fleet, Request request, long now, StringBuilder text) {
    var question = fleet.question(request);
    fleet.questions.prepare(question, now);
    var out = new Placement();
    Finder.judge(fleet.index, question.query, out);
    for (int site : question.query.nearest.order) {
      var state = fleet.register.site(site);
      text.append(state.facts.id()).append(' ').append(question.query.nearest.rttMicros[site]);
      for (int row = 0; row < Placement.STATIC; row++) {
        text.append(out.failing(row, site) ? '-' : '+');
      }
      int slot = question.query.slot;
      text.append(Register.get(fleet.index.shaped(slot), site) ? '+' : '-');
      text.append(Register.get(fleet.index.known(slot), site) ? '+' : '-');
      text.append(Register.get(fleet.index.taking(slot), site) ? '+' : '-');
      for (var node : state.nodes) {
        text.append(fleet.index.taking(node.row, slot) ? " " + node.name : "");
      }
      text.append('\n');
    }
  }
}
