package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventLinesTest {

  @Test
  void anySplittingGivesTheSameLines() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var expected = List.of("{\"a\":\"ñ\"}", "🛰🛰", "x".repeat(500));
    var bytes = (String.join("\n", expected) + "\n\n").getBytes(StandardCharsets.UTF_8);
    for (int run = 0; run < 500; run++) {
      var lines = new ArrayList<String>();
      var reader =
          new EventLines(1000, line -> lines.add(new String(line, StandardCharsets.UTF_8)));
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(bytes.length - at, random.nextInt(1, 40));
        reader.accept(List.of(ByteBuffer.wrap(bytes, at, length)));
        at += length;
      }
      assertThat(lines).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void aLineWithoutEndIsCutOff() {
    var reader = new EventLines(100, line -> {});
    reader.accept(List.of(ByteBuffer.allocate(100)));
    assertThatThrownBy(() -> reader.accept(List.of(ByteBuffer.allocate(1))))
        .isInstanceOf(BadAnswer.class)
        .hasMessageContaining("more than 100 bytes");
  }
}
