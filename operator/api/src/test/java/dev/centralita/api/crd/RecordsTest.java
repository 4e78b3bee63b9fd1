package dev.centralita.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.centralita.api.Accelerator;
import dev.centralita.api.EdgeSiteSpec;
import dev.centralita.api.EdgeSiteStatus;
import dev.centralita.api.LatencySLASpec;
import dev.centralita.api.LatencySLAStatus;
import dev.centralita.api.Population;
import dev.centralita.api.PowerMeasurement;
import dev.centralita.api.SovereignWorkloadSpec;
import dev.centralita.api.SovereignWorkloadStatus;
import dev.centralita.api.Sovereignty;
import dev.centralita.api.SovereigntyPolicySpec;
import dev.centralita.api.SovereigntyPolicyStatus;
import io.fabric8.generator.annotation.Required;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every record of the API has in common. */
class RecordsTest {
  static Stream<Class<?>> records() {
    return Stream.of(
            Accelerator.class,
            EdgeSiteSpec.class,
            EdgeSiteStatus.class,
            LatencySLASpec.class,
            LatencySLAStatus.class,
            Population.class,
            PowerMeasurement.class,
            Sovereignty.class,
            SovereigntyPolicySpec.class,
            SovereigntyPolicyStatus.class,
            SovereignWorkloadSpec.class,
            SovereignWorkloadStatus.class)
        .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
        .filter(Class::isRecord);
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyFieldSaysWhatItMeans(Class<?> type) {
    for (var component : type.getRecordComponents()) {
      var description = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
      assertThat(description).as("%s", component).isNotNull();
      assertThat(description.value()).as("%s", component).matches("(?s)[A-Z{].*[.?]");
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatTheSchemaRequiresIsNeverNull(Class<?> type) {
    for (var component : type.getRecordComponents()) {
      assertThat(component.getAccessor().isAnnotationPresent(Required.class))
          .as("%s is @Required, or else @Nullable", component)
          .isEqualTo(!isNullable(component));
    }
  }

  /** An object written by a later version must not stop an informer of this one. */
  @ParameterizedTest
  @MethodSource("records")
  void unknownFieldsAreReadPast(Class<?> type) {
    assertThat(type.getAnnotation(JsonIgnoreProperties.class)).isNotNull();
    assertThat(type.getAnnotation(JsonIgnoreProperties.class).ignoreUnknown()).isTrue();
    assertThat(type.getAnnotation(JsonInclude.class)).isNotNull();
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
