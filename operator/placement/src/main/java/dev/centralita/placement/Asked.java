package dev.centralita.placement;

import dev.centralita.placement.Relaxer.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request at a moment, with what follows from it for every site. What is said of many sites in
 * the same words is put into words once.
 */
final class Asked {
  final Request request;
  final long now;
  final Shape shape;
  final Nearness nearness;
  final Kinds kinds;
  final Company company;

  /** Sites that lack company which is wanted, or have company which is not; null for none. */
  final long @Nullable [] alone;

  final long @Nullable [] unwelcome;
  private @Nullable Map<Object, Optional<Step>> steps;
  private @Nullable String @Nullable [] wants;

  Asked(
      Request request,
      long now,
      Shape shape,
      Nearness nearness,
      Kinds kinds,
      Company company,
      long @Nullable [] alone,
      long @Nullable [] unwelcome) {
    this.request = request;
    this.now = now;
    this.shape = shape;
    this.nearness = nearness;
    this.kinds = kinds;
    this.company = company;
    this.alone = alone;
    this.unwelcome = unwelcome;
  }

  /** The same with other rules. */
  Asked with(Request changed) {
    var asks = shape;
    if (changed.need() != request.need() || changed.tolerations() != request.tolerations()) {
      asks = kinds.unlisted(changed.need(), changed.tolerations());
    }
    boolean same = changed.affinity() == request.affinity();
    return new Asked(
        changed,
        now,
        asks,
        nearness,
        kinds,
        company,
        same ? alone : company.alone(changed),
        same ? unwelcome : company.unwelcome(changed));
  }

  /** What a row wants of any site, in words. */
  String wants(Constraint row, Supplier<String> words) {
    var all = wants;
    if (all == null) {
      all = new String[Constraint.values().length];
      wants = all;
    }
    var known = all[row.ordinal()];
    if (known == null) {
      known = words.get();
      all[row.ordinal()] = known;
    }
    return known;
  }

  /**
   * A step towards relaxing the request, found once for all sites that are alike in {@code key}.
   */
  @Nullable Step step(Object key, Supplier<@Nullable Step> search) {
    var all = steps;
    if (all == null) {
      all = new HashMap<>();
      steps = all;
    }
    var known = all.get(key);
    if (known == null) {
      known = Optional.ofNullable(search.get());
      all.put(key, known);
    }
    return known.orElse(null);
  }
}
