package dev.centralita.placement;

import dev.centralita.placement.Claim.Slot;
import java.util.ArrayList;
import java.util.List;

/** One site of a {@link Decision}, with what is kept and taken there. */
final class Candidate {
  final SiteState site;
  final int rttMicros;
  final boolean open;
  final List<Slot> kept = new ArrayList<>();
  final List<Slot> soft = new ArrayList<>();
  final List<NodeState> taken = new ArrayList<>();

  Candidate(SiteState site, int rttMicros, boolean open) {
    this.site = site;
    this.rttMicros = rttMicros;
    this.open = open;
  }

  int replicas() {
    return kept.size() + taken.size();
  }
}
