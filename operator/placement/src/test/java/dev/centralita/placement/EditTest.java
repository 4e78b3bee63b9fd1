package dev.centralita.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EditTest {
  private static final Need NEED =
      new Need(2, Set.of("L4"), "ada", 24, "1g.10gb", true, 500, 1L << 30, 89);
  private static final Request REQUEST =
      new Request(
          "uid",
          "team/video",
          3,
          NEED,
          new PolicyClass(Set.of("ES"), Set.of(), List.of(), Set.of(), Set.of(), 0),
          List.of(new Population("home", 40_000_000, 0, 1)),
          90,
          9_000,
          2,
          7,
          true,
          true,
          1,
          List.of(new Toleration("key", "", null)),
          Map.of("madrid", "tried"),
          40,
          new Affinity("team", Map.of("app", "web"), List.of(), List.of()),
          true,
          true,
          new Gang("team/train", 2));

  @Test
  void aCopyKeepsEveryFieldThatIsNotChanged() throws Exception {
    // A field that says nothing here could be lost and nobody would see it.
    assertDiffer(NEED, Need.gpus(0));
    assertDiffer(REQUEST, Request.of("", "", 0, Need.gpus(0)));
    assertThat(NEED.edit().done()).isEqualTo(NEED);
    assertThat(REQUEST.edit().done()).isEqualTo(REQUEST);
  }

  private static void assertDiffer(Record full, Record empty) throws Exception {
    for (RecordComponent field : full.getClass().getRecordComponents()) {
      assertThat(field.getAccessor().invoke(full))
          .as(field.getName())
          .isNotEqualTo(field.getAccessor().invoke(empty));
    }
    assertThat(Arrays.asList(full.getClass().getConstructors())).hasSize(1);
  }
}
