package dev.centralita.api;

/** The API group of every kind of ours. */
public final class ApiGroup {
  public static final String NAME = "centralita.dev";
  public static final String VERSION = "v1alpha1";

  private ApiGroup() {}
}
