package dev.centralita.placement.solve;

/**
 * A problem with what is looked up all the time, and prices.
 *
 * @param sizes that items have, largest first
 * @param kind of each item, the index of its size
 * @param price by size and site: what an item of the size pays there
 */
record Priced(
    BatchProblem problem, int[] sizes, int[] kind, Alike alike, SiteCosts costs, int[][] price) {

  int cost(int item, int site) {
    return costs.cost(item, site);
  }

  /** Cost plus price of an item at a site. */
  int priced(int item, int site) {
    return costs.cost(item, site) + price[kind[item]][site];
  }

  /** Cost plus price of an item at all sites, in {@link SiteCosts#at}; the least of them. */
  int fill(int item) {
    return costs.fill(item, price[kind[item]]);
  }
}
