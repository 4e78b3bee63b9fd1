package dev.centralita.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An API server's audit log, read from its file. */
public final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public AuditLog(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /** A point in the log; {@link #since(long)} gives what came after it. */
  public long mark() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<AuditEvent> events() {
    return since(0);
  }

  /** Answered requests in the order of the log, from a {@link #mark()} on. */
  public List<AuditEvent> since(long mark) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var in = Files.newInputStream(file)) {
      in.skipNBytes(mark);
      byte[] rest = in.readAllBytes();
      return new String(rest, StandardCharsets.UTF_8)
          .lines()
          .flatMap(AuditLog::parse)
          .map(AuditEvent::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last line may be half written; it is complete at the next reading. */
  private static Stream<JsonNode> parse(String line) {
    try {
      return Stream.of(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return Stream.empty();
    }
  }
}
