package dev.centralita.fleet;

import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Makes clusters of one kind; found by {@link ServiceLoader}. */
public interface Provider {
  /** Environment variable that names the provider of this run. */
  String VARIABLE = "CENTRALITA_PROVIDER";

  String DEFAULT = "process";

  String name();

  Set<Ability> abilities();

  ControlPlanes start(Layout layout, Progress progress);

  /** The provider named by {@value #VARIABLE}, without it {@value #DEFAULT}. */
  static Provider chosen() {
    String wanted = System.getenv().getOrDefault(VARIABLE, DEFAULT);
    List<Provider> known =
        ServiceLoader.load(Provider.class).stream().map(ServiceLoader.Provider::get).toList();
    return known.stream()
        .filter(p -> p.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                VARIABLE
                    + " is '"
                    + wanted
                    + "'; known providers are "
                    + known.stream().map(Provider::name).toList()));
  }
}
