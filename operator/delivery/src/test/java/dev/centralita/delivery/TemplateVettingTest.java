package dev.centralita.delivery;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.SovereignWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateVettingTest {
  private static final Path FOLDER = Golden.folder("vetting");

  static Stream<String> cases() throws IOException {
    return Golden.files(FOLDER).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(".yaml"))
        .map(name -> name.substring(0, name.length() - ".yaml".length()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatIsWrongAndWhatToDo(String name) throws IOException {
    var problems = vet(name);

    Golden.expect(
        FOLDER.resolve(name + ".problems"),
        problems.stream().map(problem -> problem.message() + "\n").collect(joining()));
    assertThat(problems.isEmpty()).isEqualTo(name.startsWith("accepted-"));
    assertThat(problems).allSatisfy(problem -> assertThat(problem.remedy()).startsWith("Maybe "));
  }

  @Test
  void noFileIsUnused() throws IOException {
    var known =
        cases().flatMap(name -> Stream.of(name + ".yaml", name + ".problems")).sorted().toList();

    assertThat(Golden.files(FOLDER))
        .extracting(file -> file.getFileName().toString())
        .isEqualTo(known);
    assertThat(known).hasSizeGreaterThan(2 * 40);
  }

  private static List<Problem> vet(String name) throws IOException {
    var yaml = Files.readString(FOLDER.resolve(name + ".yaml"));
    return TemplateVetting.vet(Golden.YAML.unmarshal(yaml, SovereignWorkload.class));
  }
}
