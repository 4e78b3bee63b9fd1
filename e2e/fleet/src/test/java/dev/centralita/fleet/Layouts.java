package dev.centralita.fleet;

/** Layouts shared by the tests of this module. */
final class Layouts {
  static final Layout THREE_SITES = Layout.hubAnd(3, NodePool.of(2, "l4"));

  private Layouts() {}
}
