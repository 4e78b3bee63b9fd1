package dev.centralita.placement;

import java.util.List;

/**
 * What a site has, holds and has left, observed pods and promises together.
 *
 * @param wattsCommitted GPU watts × PUE + base load
 * @param wattsLimit capacity − reserve
 */
public record SiteUse(String site, List<Product> products, long wattsCommitted, long wattsLimit) {

  public SiteUse {
    products = List.copyOf(products);
  }

  /**
   * Whole GPUs of one product.
   *
   * @param capacity the lesser of declared and observed
   * @param free never negative
   */
  public record Product(String product, int capacity, int used, int free) {}
}
