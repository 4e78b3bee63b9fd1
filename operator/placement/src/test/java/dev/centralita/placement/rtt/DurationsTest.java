package dev.centralita.placement.rtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "10ms, 10000",
    "1500us, 1500",
    "1500µs, 1500",
    "1500μs, 1500",
    "1.5s, 1500000",
    "0.25ms, 250",
    "0ms, 0",
    "2147s, 2147000000",
    "1.500ms, 1500"
  })
  void readsWhatPeopleWrite(String text, int micros) {
    assertThat(Durations.micros(text)).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource({
    "10, has no unit, Maybe 10ms.",
    "ten, is not a duration, Maybe a number",
    "-5ms, is not a duration, Maybe a number",
    "'', is not a duration, Maybe a number",
    "5m, has the unknown unit \"m\", 'Maybe us, ms or s.'",
    "1.0005ms, is finer than a microsecond, Maybe 1000us.",
    "3000s, is longer than 2147 s, Maybe a value",
    "1e3ms, is not a duration, Maybe a number"
  })
  void answersTheRestWithAdvice(String text, String wrong, String advice) {
    assertThatThrownBy(() -> Durations.micros(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\" " + wrong)
        .hasMessageContaining("\n" + advice);
  }
}
