package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NeedsTest {
  /** README.md lists what is not told everywhere, and nothing that is. */
  @Test
  void theReadmeNamesTheStoriesOfOneProvider() throws IOException, URISyntaxException {
    List<String> listed =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("`")[1])
            .toList();

    assertThat(listed).containsExactlyInAnyOrderElementsOf(storiesWithNeeds());
  }

  private static List<String> storiesWithNeeds() throws IOException, URISyntaxException {
    Path folder = Path.of(NeedsTest.class.getResource("").toURI());
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith("E2E.class"))
          .map(file -> file.replace(".class", ""))
          .flatMap(NeedsTest::storiesWithNeeds)
          .toList();
    }
  }

  private static Stream<String> storiesWithNeeds(String name) {
    Class<?> stories;
    try {
      // Without running its static fields: no fleet is started for this.
      stories =
          Class.forName(
              NeedsTest.class.getPackageName() + "." + name,
              false,
              NeedsTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    if (stories.isAnnotationPresent(Needs.class)) {
      return Stream.of(name);
    }
    return Arrays.stream(stories.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Needs.class))
        .map(method -> name + "." + method.getName());
  }
}
