package dev.centralita.inventory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.centralita.inventory.PowerReading.Measured;
import dev.centralita.inventory.PowerReading.Unusable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;

/** The rows of a Prometheus answer, each the draw of one GPU. */
final class InstantVector {
  /** Beyond any GPU. */
  private static final BigDecimal MOST_WATTS = BigDecimal.valueOf(5_000);

  private static final BigDecimal NO_WATTS = BigDecimal.valueOf(-1);
  private static final int LONGEST_NUMBER = 32;

  /** Bounded in every direction: what is parsed comes from a site. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(16)
                      .maxStringLength(4_096)
                      .maxNameLength(1_024)
                      .maxNumberLength(LONGEST_NUMBER)
                      .build())
              .build());

  private InstantVector() {}

  static PowerReading read(byte[] answer) {
    if (answer.length > PowerReading.MOST_BYTES) {
      return new Unusable("it answers with more than %d bytes".formatted(PowerReading.MOST_BYTES));
    }
    try {
      var tree = JSON.readTree(answer);
      if (!tree.path("status").asText().equals("success")) {
        return new Unusable("it does not answer with success");
      }
      var data = tree.path("data");
      return data.path("resultType").asText().equals("vector") && data.path("result").isArray()
          ? sum(data.path("result"))
          : new Unusable("it does not answer with an instant vector");
    } catch (IOException e) {
      return new Unusable("it does not answer with JSON of its kind");
    }
  }

  private static PowerReading sum(JsonNode rows) {
    var byGpu = new HashMap<String, BigDecimal>();
    int odd = 0;
    for (var row : rows) {
      var uuid = row.path("metric").path("UUID").asText();
      var watts = watts(row.path("value").path(1).asText());
      if (uuid.isEmpty() || watts.signum() < 0) {
        odd++;
      } else {
        byGpu.merge(uuid, watts, BigDecimal::max);
      }
    }
    if (byGpu.isEmpty()) {
      return new Unusable(
          odd == 0 ? "no GPU reports its power" : "no row names a GPU and a believable power");
    }
    var total = byGpu.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Measured(
        total.setScale(0, RoundingMode.CEILING).longValueExact(), byGpu.size(), odd);
  }

  /** Negative if it is not the power of a GPU. */
  private static BigDecimal watts(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return NO_WATTS;
    }
    try {
      var watts = new BigDecimal(text);
      // 1e-999999999 is a number, too.
      return watts.compareTo(MOST_WATTS) > 0 || watts.scale() > LONGEST_NUMBER ? NO_WATTS : watts;
    } catch (NumberFormatException e) {
      return NO_WATTS;
    }
  }
}
