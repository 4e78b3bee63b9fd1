package dev.centralita.placement;

/**
 * Workloads of which a few alone are no use.
 *
 * @param name with its namespace; empty is no gang
 * @param minMembers so many of them together, or none
 */
public record Gang(String name, int minMembers) {
  public static final Gang NONE = new Gang("", 0);
}
