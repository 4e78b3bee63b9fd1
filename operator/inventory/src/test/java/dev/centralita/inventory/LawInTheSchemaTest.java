package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.law.CertificationLevels;
import dev.centralita.placement.law.Jurisdictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CRDs admit the names the law tables know, no more and no less. */
class LawInTheSchemaTest {
  private static final Path CRDS = Path.of("../../crds");

  @ParameterizedTest
  @ValueSource(strings = {"edgesites", "sovereigntypolicies", "sovereignworkloads"})
  void certificationsAreThoseOfTheTable(String plural) throws IOException {
    var table =
        CertificationLevels.schemes().stream()
            .map(scheme -> quoted(scheme) + ": " + levels(scheme))
            .collect(Collectors.joining(", ", "{", "}"));
    assertThat(Files.readString(CRDS.resolve(plural + ".yaml")))
        .contains("self.scheme in " + table);
  }

  @Test
  void countriesAreThoseOfTheTable() throws IOException {
    var codes = Pattern.compile("'(AD [A-Z ]+)'\\.split");
    var lists = codes.matcher(Files.readString(CRDS.resolve("edgesites.yaml"))).results().toList();
    assertThat(lists).isNotEmpty();
    for (var list : lists) {
      var admitted = list.group(1).split(" ");
      assertThat(admitted).allMatch(Jurisdictions::isCountry);
      assertThat(admitted)
          .containsExactlyElementsOf(everyCode().filter(Jurisdictions::isCountry).toList());
    }
  }

  private static Stream<String> everyCode() {
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        .chars()
        .boxed()
        .flatMap(first ->
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .chars()
                .mapToObj(second -> "" + (char) (int) first + (char) second));
  }

  private static String levels(String scheme) {
    return CertificationLevels.levels(scheme).stream()
        .map(LawInTheSchemaTest::quoted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }
}
