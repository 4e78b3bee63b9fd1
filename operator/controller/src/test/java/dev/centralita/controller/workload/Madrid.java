package dev.centralita.controller.workload;

import dev.centralita.api.EdgeSite;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.inventory.SiteReading;

/** A site as the hub's register has it. */
final class Madrid {
  static final String REGISTERED =
      """
      apiVersion: centralita.dev/v1alpha1
      kind: EdgeSite
      metadata: {name: madrid}
      spec:
        carrier: Telefónica
        location: {country: ES, region: ES-M, city: Madrid, latitude: "40.4168", longitude: "-3.7038"}
        connection: {kubeconfigSecret: {name: madrid}}
        power: {capacity: 100k, pue: "1.25"}
        jurisdiction: {controlledBy: [ES]}
      """;

  private Madrid() {}

  /** The operator has read the register. */
  static void enter(SiteBook book, EdgeSite stored) {
    var metadata = stored.getMetadata();
    book.enter(
        "madrid",
        new SiteBook.Entry(
            metadata.getUid(), metadata.getGeneration(), SiteReading.of(stored), null));
  }
}
