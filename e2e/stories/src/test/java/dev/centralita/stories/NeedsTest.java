package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.kind.KindProvider;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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

  /** The pom names every class of which some story can be told on Kind, and no other. */
  @Test
  void onKindAllIsToldThatCanBe() throws IOException, URISyntaxException {
    var pom =
        Pattern.compile("<kind.stories>(.*)</kind.stories>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(pom.find()).isTrue();

    var abilities = new KindProvider().abilities();
    assertThat(pom.group(1).split(","))
        .containsExactlyInAnyOrderElementsOf(
            classes().stream()
                .filter(c -> isTold(c, abilities))
                .map(Class::getSimpleName)
                .toList());
  }

  private static boolean isTold(Class<?> stories, Set<Ability> abilities) {
    var needs = stories.getAnnotation(Needs.class);
    return needs == null || abilities.contains(needs.value());
  }

  private static List<String> storiesWithNeeds() throws IOException, URISyntaxException {
    return classes().stream().flatMap(NeedsTest::storiesWithNeeds).toList();
  }

  private static Stream<String> storiesWithNeeds(Class<?> stories) {
    if (stories.isAnnotationPresent(Needs.class)) {
      return Stream.of(stories.getSimpleName());
    }
    return Arrays.stream(stories.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Needs.class))
        .map(method -> stories.getSimpleName() + "." + method.getName());
  }

  private static List<Class<?>> classes() throws IOException, URISyntaxException {
    Path folder = Path.of(NeedsTest.class.getResource("").toURI());
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith("E2E.class"))
          .<Class<?>>map(file -> load(file.replace(".class", "")))
          .toList();
    }
  }

  /** Without running its static fields: no fleet is started for this. */
  private static Class<?> load(String name) {
    try {
      return Class.forName(
          NeedsTest.class.getPackageName() + "." + name, false, NeedsTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
