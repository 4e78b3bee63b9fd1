package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkloadStatus.DecidedSite;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.delivery.Delivery.Hints;
import dev.centralita.delivery.Delivery.Nodes;
import dev.centralita.delivery.GpuForm;
import dev.centralita.inventory.OfferedForm;
import dev.centralita.placement.Need;
import java.util.List;

/**
 * How a chosen site is to be asked: what inventory has seen of it, in words of delivery, which does
 * not look at sites.
 */
final class SiteTerms {
  private SiteTerms() {}

  static Hints hints(String site, Need need, SiteBook book) {
    return need.gpus() == 0
        ? Hints.NONE
        : new Hints(book.form(site, need).map(SiteTerms::form).orElse(null), null);
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

  private static GpuForm form(OfferedForm offered) {
    return switch (offered) {
      case OfferedForm.Resource(var name) -> new GpuForm.Resource(name);
      case OfferedForm.Claim(var deviceClass) -> new GpuForm.Claim(deviceClass);
    };
  }
}
