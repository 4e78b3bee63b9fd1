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
record SiteTerms(Nodes nodes, Hints hints) {

  static SiteTerms of(DecidedSite decided, Need need, SiteBook book) {
    var advised = decided.nodes() == null ? List.<String>of() : decided.nodes();
    var site = decided.site();
    if (need.gpus() == 0) {
      return new SiteTerms(new Nodes(advised, List.of(), List.of()), Hints.NONE);
    }
    var form = book.form(site, need, advised).map(SiteTerms::form).orElse(null);
    return new SiteTerms(
        new Nodes(advised, book.productLabelsOf(site, advised), book.productLabels(site, need)),
        new Hints(form, null));
  }

  private static GpuForm form(OfferedForm offered) {
    return switch (offered) {
      case OfferedForm.Resource(var name) -> new GpuForm.Resource(name);
      case OfferedForm.Claim(var deviceClass) -> new GpuForm.Claim(deviceClass);
    };
  }
}
