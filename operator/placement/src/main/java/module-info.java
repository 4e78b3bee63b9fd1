/** The placement solver: pure Java, no Kubernetes, no clock, no I/O. */
module dev.centralita.placement {
  requires static org.jspecify;

  exports dev.centralita.placement;
  exports dev.centralita.placement.hot;
  exports dev.centralita.placement.improve;
  exports dev.centralita.placement.law;
  exports dev.centralita.placement.rtt;
  exports dev.centralita.placement.solve;
}
