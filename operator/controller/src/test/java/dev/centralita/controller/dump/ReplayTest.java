package dev.centralita.controller.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder {@code problems/<case>} has what was dumped (problem.json) and what is decided on it
 * (verdict.golden). {@code -Dgolden.write=true} writes the verdict of a new dump.
 */
class ReplayTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/centralita/problems");
  private static final Set<String> FILES = Set.of("problem.json", "verdict.golden");

  private static List<Path> cases() throws IOException {
    try (var folders = Files.list(FOLDER)) {
      return folders.sorted().toList();
    }
  }

  @TestFactory
  List<DynamicTest> theSameVerdictBitForBit() throws IOException {
    return cases().stream()
        .map(folder -> DynamicTest.dynamicTest("" + folder.getFileName(), () -> replay(folder)))
        .toList();
  }

  private static void replay(Path folder) throws IOException {
    var json = Files.readString(folder.resolve("problem.json"));
    var problem = ProblemCodec.read(json);
    assertThat(ProblemCodec.write(problem)).as("written again").isEqualTo(json);
    var verdict = ProblemCodec.write(problem.replay());
    var golden = folder.resolve("verdict.golden");
    if (Boolean.getBoolean("golden.write") && !Files.exists(golden)) {
      Files.writeString(golden, verdict);
    }
    assertThat(verdict).isEqualTo(Files.readString(golden));
  }

  @Test
  void noFileIsUnused() throws IOException {
    assertThat(cases()).isNotEmpty();
    for (var folder : cases()) {
      try (var files = Files.list(folder)) {
        assertThat(files.map(f -> "" + f.getFileName()).collect(Collectors.toSet()))
            .as("" + folder)
            .isEqualTo(FILES);
      }
    }
  }

  @Test
  void whatIsNoProblemIsRefusedWithTheField() {
    assertThatThrownBy(() -> ProblemCodec.read("{\"nowEpochSecond\":1,\"reqest\":{}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reqest")
        .hasMessageContaining("Maybe");
  }
}
