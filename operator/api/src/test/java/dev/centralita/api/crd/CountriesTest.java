package dev.centralita.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CountriesTest {
  @Test
  void theListIsTheOneOfTheStandard() {
    var definitions = Crds.read(Path.of("src/main/crd/definitions.yaml"));
    var listed = definitions.get("COUNTRIES").asText().replaceAll(".*'(.*)'\\.split.*", "$1");
    var standard = new TreeSet<>(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2));
    // The JDK still knows the Netherlands Antilles, dissolved in 2010.
    standard.remove("AN");
    assertThat(listed.split(" ")).containsExactlyElementsOf(standard);
  }
}
