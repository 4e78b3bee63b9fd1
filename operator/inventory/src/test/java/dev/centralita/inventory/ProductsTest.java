package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProductsTest {
  @ParameterizedTest
  @CsvSource({
    "NVIDIA-H100-80GB-HBM3, NVIDIA-H100-80GB-HBM3",
    "NVIDIA H100 80GB HBM3, NVIDIA-H100-80GB-HBM3",
    "H100-80GB-HBM3, NVIDIA-H100-80GB-HBM3",
    "NVIDIA-H100-80GB-HBM3-MIG-1g.10gb, NVIDIA-H100-80GB-HBM3",
    "NVIDIA-H100-80GB-HBM3-MIG-1g.10gb-me-SHARED, NVIDIA-H100-80GB-HBM3",
    "NVIDIA-A100-SXM4-40GB-SHARED, NVIDIA-A100-SXM4-40GB",
    "A100-SXM4-40GB, NVIDIA-A100-SXM4-40GB",
    "NVIDIA-H100-80GB-HBM3-MIG-INVALID, NVIDIA-H100-80GB-HBM3",
    "nvidia l40s, NVIDIA-L40S",
    "L4, NVIDIA-L4",
    "L40, NVIDIA-L40",
    "Tesla T4, Tesla-T4",
    "NVIDIA-T4, Tesla-T4",
    "T4, Tesla-T4",
    "NVIDIA A100 80GB PCIe, NVIDIA-A100-80GB-PCIe",
    "NVIDIA RTX PRO 6000 Blackwell Server Edition, NVIDIA-RTX-PRO-6000-Blackwell-Server-Edition",
    "NVIDIA X9000 (new), NVIDIA-X9000-new"
  })
  void everySpellingHasOneName(String written, String name) {
    assertThat(Products.canonical(written)).isEqualTo(name);
    assertThat(Products.canonical(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "L4, 72",
    "L40S, 350",
    "A100-80GB-PCIe, 300",
    "A100-SXM4-80GB, 400",
    "H100-PCIe, 350",
    "H100-80GB-HBM3, 700",
    "H200, 700",
    "B200, 1000",
    "GB200, 1200",
    "T4, 70",
    "A30, 165",
    "A10, 150"
  })
  void wattsAreThoseOfTheDataSheets(String product, int watts) {
    assertThat(Products.find(product).orElseThrow().watts()).isEqualTo(watts);
  }

  /** The most instances of each model in NVIDIA's table of MIG profiles. */
  @ParameterizedTest
  @CsvSource({
    "A30, 4",
    "RTX-PRO-6000-Blackwell-Server-Edition, 4",
    "A100-SXM4-40GB, 7",
    "H100-80GB-HBM3, 7",
    "H100-NVL, 7",
    "H20, 7",
    "GH200-480GB, 7",
    "B200, 7",
    "GB300, 7",
    "L4, 0",
    "L40S, 0",
    "A40, 0",
    "T4, 0"
  })
  void partitionsAreThoseOfTheMigGuide(String product, int slices) {
    assertThat(Products.find(product).orElseThrow().computeSlices()).isEqualTo(slices);
  }

  @Test
  void theTableIsSound() {
    assertThat(Products.known()).hasSizeGreaterThan(30);
    for (var product : Products.known()) {
      assertThat(Products.find(product.name())).contains(product);
      assertThat(product.name()).matches("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
      assertThat(product.watts()).isBetween(50, 2000);
      assertThat(product.memoryGiB()).isBetween(16, 300);
      assertThat(product.family()).matches("volta|turing|ampere|ada-lovelace|hopper|blackwell");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "81559, 80", "40960, 40", "23034, 24", "46068, 48", "15360, 16", "24576, 24", "143771, 141",
    "95830, 94", "97871, 96", "183359, 180", "9984, 10", "20096, 20", "40320, 40", "97887, 96",
    "32510, 32", "11264, 11", "30000, 29", "0, 0", "-1, 0", "2147483647, 2097151"
  })
  void memoryIsCountedInTheSizesItIsSoldIn(int mib, int gib) {
    assertThat(NominalMemory.gib(mib)).isEqualTo(gib);
  }
}
