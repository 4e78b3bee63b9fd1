package dev.centralita.api;

/**
 * CEL over Kubernetes quantities. A quantity may be written as a number or as a string, hence the
 * {@code string(...)} around each.
 */
final class Quantities {
  static final String CAPACITY =
      "isQuantity(string(self.capacity))"
          + " && quantity(string(self.capacity)).isGreaterThan(quantity('0'))"
          + " && !quantity(string(self.capacity)).isGreaterThan(quantity('1G'))";
  static final String CAPACITY_MESSAGE =
      "'capacity \"' + string(self.capacity) + '\" is not a power above 0 W and at most 1 GW; Maybe"
          + " watts like \"1500k\" for 1.5 MW'";

  static final String PUE =
      "!has(self.pue) || (isQuantity(string(self.pue))"
          + " && !quantity(string(self.pue)).isLessThan(quantity('1'))"
          + " && !quantity(string(self.pue)).isGreaterThan(quantity('5')))";
  static final String PUE_MESSAGE =
      "'pue \"' + string(self.pue) + '\" is not between 1 and 5; Maybe the yearly average of the"
          + " site, like \"1.25\"'";

  static final String BASE =
      "!has(self.base) || (isQuantity(string(self.base))"
          + " && !quantity(string(self.base)).isLessThan(quantity('0'))"
          + " && !quantity(string(self.base)).isGreaterThan(quantity('1G')))";
  static final String BASE_MESSAGE =
      "'base \"' + string(self.base) + '\" is not a power between 0 W and 1 GW; Maybe watts like"
          + " \"20k\"'";

  static final String RESERVE =
      "!has(self.reserve) || (isQuantity(string(self.reserve))"
          + " && !quantity(string(self.reserve)).isLessThan(quantity('0'))"
          + " && !quantity(string(self.reserve)).isGreaterThan(quantity('1G')))";
  static final String RESERVE_MESSAGE =
      "'reserve \"' + string(self.reserve) + '\" is not a power between 0 W and 1 GW; Maybe watts like"
          + " \"20k\"'";

  /** Only asked where each part is in its range, so that one mistake gives one message. */
  static final String ENVELOPE =
      "!isQuantity(string(self.capacity))"
          + " || (has(self.base) && !isQuantity(string(self.base)))"
          + " || (has(self.reserve) && !isQuantity(string(self.reserve)))"
          + " || !quantity(string(self.capacity)).isGreaterThan(quantity('0'))"
          + " || quantity(has(self.base) ? string(self.base) : '0')"
          + ".add(quantity(has(self.reserve) ? string(self.reserve) : '0'))"
          + ".isLessThan(quantity(string(self.capacity)))";

  static final String ENVELOPE_MESSAGE =
      "'capacity \"' + string(self.capacity) + '\" leaves nothing after base and reserve; Maybe a"
          + " smaller reserve, or base in watts'";

  /** GPU memory of nominal size, so anything from 1 GB to 1 TB per GPU. */
  static final String MEMORY =
      "!has(self.memory) || (isQuantity(string(self.memory))"
          + " && !quantity(string(self.memory)).isLessThan(quantity('1G'))"
          + " && !quantity(string(self.memory)).isGreaterThan(quantity('1Ti')))";

  static final String MEMORY_MESSAGE =
      "'memory \"' + string(self.memory) + '\" is not between 1G and 1Ti per GPU; Maybe the nominal"
          + " size of the product, like 80Gi'";

  private Quantities() {}
}
