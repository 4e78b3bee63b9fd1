package dev.centralita.placement;

/** Resolves requests to what the masks are asked, and keeps that up to date. */
final class Questions {
  private final Register register;
  private final Kinds kinds;
  private final Promises promises;

  Questions(Register register, Kinds kinds, Promises promises) {
    this.register = register;
    this.kinds = kinds;
    this.promises = promises;
  }

  Question of(Request request) {
    return new Question(
        request,
        kinds.shape(request.need(), request.tolerations()),
        kinds.eligibility(request),
        kinds.nearness(request));
  }

  /** Brings the masks of a question up to date. */
  void prepare(Question q, long now) {
    if (q.shape.slot < 0) {
      q.shape = kinds.shape(q.request.need(), q.request.tolerations());
    }
    q.eligibility.refresh(now);
    q.nearness.refresh();
    q.query.slot = q.shape.slot;
    if (q.backsOff) {
      q.query.backedOff = backedOff(q);
    }
    if (q.limited) {
      q.query.spread = promises.spread(q);
    }
    q.query.alone = promises.company.alone(q.request);
    q.query.unwelcome = promises.company.unwelcome(q.request);
  }

  private long[] backedOff(Question q) {
    if (q.clock != register.clock()) {
      q.backedOff = new long[register.words()];
      for (var name : q.request.excludedSites().keySet()) {
        var site = register.get(name);
        if (site != null) {
          Register.set(q.backedOff, site.id, true);
        }
      }
      q.clock = register.clock();
    }
    return q.backedOff;
  }

  /** The question as the rules are asked of single sites; prepared before. */
  Asked asked(Question q, long now) {
    return new Asked(
        q.request,
        now,
        q.shape,
        q.nearness,
        kinds,
        promises.company,
        q.query.alone,
        q.query.unwelcome);
  }
}
