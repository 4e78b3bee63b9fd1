package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.PowerMeasurement.PrometheusService;
import dev.centralita.inventory.PowerReading.Measured;
import dev.centralita.inventory.PowerReading.Unusable;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Prometheus may answer, honest or not. */
final class PowerReadingTest {

  @Test
  void gpusAreAddedUpOnceEach() {
    assertThat(read(row("GPU-a", "71.6"), row("GPU-b", "300.5")))
        .isEqualTo(new Measured(373, 2, 0));
    assertThat(read(row("GPU-a", "71"), row("GPU-a", "70"), row("GPU-a", "71")))
        .as("rows of partitions of one GPU")
        .isEqualTo(new Measured(71, 1, 0));
    assertThat(read(row("GPU-a", "0"))).isEqualTo(new Measured(0, 1, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9.223372036854775808e+18",
        "9223372036854775794",
        "5001",
        "-1",
        "NaN",
        "+Inf",
        "1e999999999",
        "1e-999999999",
        "",
        "☎",
        "111111111111111111111111111111111111111111"
      })
  void whatNoGpuDrawsIsNotBelieved(String watts) {
    assertThat(read(row("GPU-a", watts), row("GPU-b", "70"))).isEqualTo(new Measured(70, 1, 1));
    assertThat(read(row("GPU-a", watts))).isInstanceOf(Unusable.class);
  }

  @Test
  void aRowThatNamesNoGpuIsNotBelieved() {
    assertThat(read("{\"metric\":{},\"value\":[1,\"70\"]}", row("GPU-b", "70")))
        .isEqualTo(new Measured(70, 1, 1));
    assertThat(read("7", "null", "[]", "{}", row("GPU-b", "70"))).isEqualTo(new Measured(70, 1, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "{",
        "<html>",
        "{\"status\":\"error\"}",
        "{\"status\":\"success\"}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":{}}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"
      })
  void whatIsNoAnswerIsNoMeasurement(String answer) {
    assertThat(PowerReading.of(answer.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(Unusable.class, u -> assertThat(u.why()).isNotBlank());
  }

  @Test
  void whatIsTooLargeOrTooDeepIsNotRead() {
    assertThat(PowerReading.of(new byte[PowerReading.MOST_BYTES + 1])).isInstanceOf(Unusable.class);
    assertThat(read("[".repeat(100_000))).isInstanceOf(Unusable.class);
    assertThat(read(row("GPU-" + "a".repeat(10_000), "70"))).isInstanceOf(Unusable.class);
  }

  @Test
  void anyBytesAreRead() {
    var seed = Long.getLong("seed", 20261126L);
    var random = new Random(seed);
    var honest = vector(row("GPU-a", "70"), row("GPU-b", "71")).getBytes(StandardCharsets.UTF_8);
    for (var i = 0; i < 5_000; i++) {
      var bytes = honest.clone();
      for (var n = random.nextInt(6); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var reading = PowerReading.of(bytes);
      if (reading instanceof Measured measured) {
        assertThat(measured.watts()).as("seed %d case %d", seed, i).isBetween(0L, 10_000L);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "monitoring, prometheus, null, null, monitoring/services/prometheus:9090",
        "m, p, 8080, http, m/services/p:8080",
        "m, p, 8443, https, m/services/https:p:8443",
        "../kube-system, p, null, null, null",
        "m, p/proxy, null, null, null",
        "m, p:80, null, null, null",
        "m, '', null, null, null",
        "M, p, null, null, null",
        "null, p, null, null, null",
        "m, p, 0, null, null",
        "m, p, 65536, null, null"
      })
  void aMeterIsAServiceAndNothingElse(
      @Nullable String namespace,
      @Nullable String name,
      @Nullable Integer port,
      @Nullable String scheme,
      @Nullable String path) {
    var meter = PowerMeter.of(new PrometheusService(namespace, name, port, scheme));
    assertThat(meter == null ? null : meter.path())
        .isEqualTo(path == null ? null : "api/v1/namespaces/" + path + "/proxy/api/v1/query");
  }

  private static PowerReading read(String... rows) {
    return PowerReading.of(vector(rows).getBytes(StandardCharsets.UTF_8));
  }

  private static String vector(String... rows) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[%s]}}"
        .formatted(String.join(",", rows));
  }

  private static String row(String uuid, String watts) {
    return "{\"metric\":{\"UUID\":\"%s\"},\"value\":[1764162000.1,\"%s\"]}".formatted(uuid, watts);
  }
}
