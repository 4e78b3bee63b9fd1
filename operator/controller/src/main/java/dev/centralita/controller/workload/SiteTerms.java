package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkloadStatus.DecidedSite;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.delivery.Delivery.Hints;
import dev.centralita.delivery.Delivery.Nodes;
import dev.centralita.delivery.GpuForm;
import dev.centralita.inventory.OfferedForm;
import dev.centralita.placement.Need;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a chosen site is to be asked: what inventory has seen of it, in words of delivery, which does
 * not look at sites.
 */
final class SiteTerms {
  private SiteTerms() {}

  static Hints hints(String site, Need need, SiteBook book) {
    if (need.gpus() == 0) {
      return Hints.NONE;
    }
    var terms = book.terms(site, need);
    return new Hints(form(terms.form()), terms.runtimeClass(), terms.tainted());
  }

  static Nodes nodes(DecidedSite decided, Need need, SiteBook book) {
    var advised = decided.nodes() == null ? List.<String>of() : decided.nodes();
    return need.gpus() == 0
        ? new Nodes(advised, List.of(), List.of())
        : new Nodes(
            advised,
            book.productLabelsOf(decided.site(), advised),
            book.productLabels(decided.site(), need));
  }

  private static @Nullable GpuForm form(@Nullable OfferedForm offered) {
    return switch (offered) {
      case null -> null;
      case OfferedForm.Resource(var name) -> new GpuForm.Resource(name);
      case OfferedForm.Claim(var deviceClass) -> new GpuForm.Claim(deviceClass);
    };
  }
}
