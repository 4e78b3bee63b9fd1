package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkloadSpec;
import dev.centralita.api.SovereignWorkloadSpec.AcceleratorRequest;
import dev.centralita.api.SovereignWorkloadSpec.Sharing;
import dev.centralita.inventory.Products;
import dev.centralita.inventory.TemplateHoldings;
import dev.centralita.placement.Need;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** What one replica needs, in the solver's words. */
final class Needs {
  private static final int MOST_GIB = 1 << 20;

  /** Inventory gives a shared partition a profile of its own. */
  private static final String SHARED_SUFFIX = ".shared";

  private Needs() {}

  static Need of(SovereignWorkloadSpec spec) {
    var holdings = TemplateHoldings.of(spec.template());
    var gpu = spec.accelerator();
    if (gpu == null) {
      return of(holdings, 0).done();
    }
    var products = new HashSet<String>();
    Objects.requireNonNullElse(gpu.products(), List.<String>of())
        .forEach(name -> products.add(Products.canonical(name)));
    boolean shared = gpu.sharing() == Sharing.Shared;
    var profile = Objects.requireNonNullElse(gpu.migProfile(), "");
    return of(holdings, Objects.requireNonNullElse(gpu.count(), 1))
        .products(products)
        .family(Objects.requireNonNullElse(gpu.family(), ""))
        .minMemoryGiB(gib(gpu))
        .migProfile(shared && !profile.isEmpty() ? profile + SHARED_SUFFIX : profile)
        .shared(shared && profile.isEmpty())
        .minCompute(tenths(gpu))
        .done();
  }

  private static Need.Edit of(TemplateHoldings holdings, int gpus) {
    return Need.gpus(gpus)
        .edit()
        .cpuMillis(holdings.cpuMillis())
        .memoryBytes(holdings.memoryBytes());
  }

  /** 80Gi and 80G both mean the nominal size 80: the number counts, in the unit's own thousands. */
  private static int gib(AcceleratorRequest gpu) {
    Quantity memory = gpu.memory();
    if (memory == null) {
      return 0;
    }
    boolean binary = Objects.requireNonNullElse(memory.getFormat(), "").endsWith("i");
    var unit = binary ? BigDecimal.valueOf(1L << 30) : BigDecimal.valueOf(1_000_000_000);
    return memory
        .getNumericalAmount()
        .divide(unit, 0, RoundingMode.CEILING)
        .max(BigDecimal.ZERO)
        .min(BigDecimal.valueOf(MOST_GIB))
        .intValue();
  }

  /** 89 for 8.9; the schema has seen to its form. */
  private static int tenths(AcceleratorRequest gpu) {
    var capability = gpu.minComputeCapability();
    return capability == null ? 0 : new BigDecimal(capability).movePointRight(1).intValue();
  }
}
