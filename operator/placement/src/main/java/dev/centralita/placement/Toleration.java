package dev.centralita.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A toleration with Kubernetes' meaning.
 *
 * @param key empty tolerates every key
 * @param value null means {@code operator: Exists}
 * @param effect null tolerates every effect
 */
public record Toleration(String key, @Nullable String value, Taint.@Nullable Effect effect) {

  boolean covers(Taint taint) {
    return (effect == null || effect == taint.effect())
        && (key.isEmpty() || key.equals(taint.key()))
        && (value == null || value.equals(taint.value()));
  }

  /** The first taint nobody tolerates, or null. */
  static @Nullable Taint firstUncovered(List<Taint> taints, List<Toleration> tolerations) {
    for (var taint : taints) {
      if (!covered(taint, tolerations)) {
        return taint;
      }
    }
    return null;
  }

  private static boolean covered(Taint taint, List<Toleration> tolerations) {
    for (int t = 0; t < tolerations.size(); t++) {
      if (tolerations.get(t).covers(taint)) {
        return true;
      }
    }
    return false;
  }
}
