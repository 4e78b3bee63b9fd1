package dev.centralita.placement;

import dev.centralita.placement.Claim.Slot;
import java.util.ArrayList;
import java.util.List;

/** One site of a {@link Decision}, with what is kept and taken there. */
final class Candidate {
  final SiteState site;
  final int rank;
  final List<Slot> kept = new ArrayList<>();
  final List<Slot> soft = new ArrayList<>();
  final List<NodeState> taken = new ArrayList<>();

  Candidate(SiteState site, int rank) {
    this.site = site;
    this.rank = rank;
  }

  int replicas() {
    return kept.size() + taken.size();
  }

  Assignment assignment(Pass pass) {
    var nodes = new ArrayList<String>();
    long milliwatts = 0;
    for (var slot : kept) {
      var node = slot.node();
      nodes.add(node.name);
      milliwatts += node.facts == null ? slot.milliwatts : pass.milliwatts(node);
    }
    for (var node : taken) {
      nodes.add(node.name);
      milliwatts += pass.milliwatts(node);
    }
    return new Assignment(
        site.facts.id(), nodes.size(), nodes, pass.rttMicros(site), (milliwatts + 999) / 1000);
  }
}
