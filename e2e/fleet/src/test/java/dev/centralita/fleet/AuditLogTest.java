package dev.centralita.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final String CREATE =
      """
      {"verb":"create","user":{"username":"hub"},"responseStatus":{"code":201},\
      "objectRef":{"resource":"pods","subresource":"binding","namespace":"a","name":"p"},\
      "requestReceivedTimestamp":"2026-11-22T10:00:00.000001Z"}
      """;
  private static final String GET =
      """
      {"verb":"get","user":{"username":"hub"},"objectRef":{"resource":"nodes","name":"n"}}
      """;

  @TempDir Path folder;

  @Test
  void readsWhatCameAfterTheMarkAndLeavesTheHalfWrittenLine() throws IOException {
    AuditLog log = new AuditLog(folder.resolve("audit.log"));
    assertThat(log.events()).isEmpty();
    Files.writeString(log.file(), GET);

    long mark = log.mark();
    Files.writeString(log.file(), CREATE + "{\"verb\":\"de", StandardOpenOption.APPEND);

    assertThat(log.since(mark))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.resource()).isEqualTo("pods/binding");
          assertThat(event.namespace()).isEqualTo("a");
          assertThat(event.code()).isEqualTo(201);
          assertThat(event.isWrite()).isTrue();
        });
    assertThat(log.events())
        .hasSize(2)
        .extracting(AuditEvent::isWrite)
        .containsExactly(false, true);
  }
}
