package dev.centralita.controller.dump;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.centralita.placement.Verdict;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Problems and verdicts as JSON; equal ones are written in equal bytes. */
public final class ProblemCodec {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(new SortedSets()))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          // A field that an older or newer solver does not know would change the verdict.
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ProblemCodec() {}

  /** The order of a set is an accident of the process. */
  private static final class SortedSets extends StdSerializer<Set<?>> {
    SortedSets() {
      super(Set.class, false);
    }

    @Override
    public void serialize(Set<?> set, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      for (var one : new TreeSet<>(set)) {
        provider.defaultSerializeValue(one, out);
      }
      out.writeEndArray();
    }
  }

  public static String write(Problem problem) {
    return text(problem);
  }

  /**
   * @throws IllegalArgumentException if the text is no problem; the message says where
   */
  public static Problem read(String json) {
    try {
      return MAPPER.readValue(json, Problem.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "problem.json: %s. Maybe it was dumped by another version.".formatted(e.getMessage()), e);
    }
  }

  public static String write(Verdict verdict) {
    return text(
        switch (verdict) {
          case Verdict.Placed placed -> Map.of("placed", placed);
          case Verdict.Refused refused -> Map.of("refused", refused);
        });
  }

  private static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record could not be written as JSON", e);
    }
  }
}
