package dev.centralita.placement;

import dev.centralita.placement.hot.Query;

/** A request put to one Fleet, resolved to ids and masks once and asked as often as wanted. */
public final class Question {
  final Request request;
  final Eligibility eligibility;
  final Nearness nearness;
  final Query query;
  final boolean backsOff;
  final boolean limited;
  Shape shape;

  /** Sites that are backed off from, and those that are full by the request's own wish. */
  long[] backedOff = {};

  long[] spread = {};

  /** Clock of the register at which the back-off was last put into numbers. */
  long clock = -1;

  Question(Request request, Shape shape, Eligibility eligibility, Nearness nearness) {
    this.request = request;
    this.shape = shape;
    this.eligibility = eligibility;
    this.nearness = nearness;
    query = new Query(eligibility.masks, nearness.sites);
    backsOff = !request.excludedSites().isEmpty();
    limited = request.maxReplicasPerSite() > 0;
  }

  /** Mean RTT of a site, as of the last time it was asked. */
  public int rttMicros(int site) {
    return query.nearest.rttMicros[site];
  }
}
