package dev.centralita.fleet;

/**
 * What not every provider can do. A story that needs one is left out elsewhere, with its reason.
 */
public enum Ability {
  /** Containers run: they log, find their devices, and are started again when they end. */
  CONTAINERS("needs containers that run; simulated machines run none"),
  /** A story can start the operator with settings of its own. */
  OWN_SETTINGS("needs an operator with settings of this story; pods share one Deployment"),
  /** The operator can run in the hub itself, from its image. */
  OPERATOR_IN_HUB("needs the operator to run in the hub, from its image"),
  /** Nodes join a running cluster. */
  NEW_NODES("needs nodes that join a running cluster; here they are made with it"),
  /** A node's status says what a test writes into it. */
  MADE_UP_NODES("needs nodes with made-up capacity; a kubelet says what its machine has");

  private final String lack;

  Ability(String lack) {
    this.lack = lack;
  }

  /** Why something that needs this is left out where it is missing. */
  public String lack() {
    return lack;
  }
}
