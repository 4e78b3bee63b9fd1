package dev.centralita.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class CrdGoldenTest {
  private static final String ADVICE =
      "crds/ is not what operator/api says.\n"
          + "Maybe run: mvn -pl operator/api -am test -Dcentralita.regenerate, and read the diff.";

  /** Annotation kubectl.kubernetes.io/last-applied-configuration holds the whole object. */
  private static final int LAST_APPLIED_LIMIT = 262_144;

  @Test
  void committedCrdsAreTheGeneratedOnes() throws IOException {
    var generated = Crds.generate();
    if (Boolean.getBoolean("centralita.regenerate")
        || "".equals(System.getProperty("centralita.regenerate"))) {
      for (var file : generated.entrySet()) {
        Files.writeString(Crds.COMMITTED.resolve(file.getKey()), file.getValue());
      }
    }
    try (var committed = Files.list(Crds.COMMITTED)) {
      var names = new ArrayList<String>();
      committed
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .forEach(names::add);
      assertThat(names).as(ADVICE).containsExactlyInAnyOrderElementsOf(generated.keySet());
    }
    for (var file : generated.entrySet()) {
      assertThat(Crds.COMMITTED.resolve(file.getKey())).as(ADVICE).hasContent(file.getValue());
    }
  }

  @Test
  void everyCrdFitsIntoPlainKubectlApply() {
    Crds.generate()
        .forEach((name, yaml) ->
            assertThat(yaml.length()).as(name).isLessThan(LAST_APPLIED_LIMIT * 9 / 10));
  }
}
