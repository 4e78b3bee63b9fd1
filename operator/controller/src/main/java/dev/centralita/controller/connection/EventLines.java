package dev.centralita.controller.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts the byte stream of a watch into lines, each at most so long. On bytes, because a character
 * may be split over two buffers: Fabric8 7.7's own HTTP watch decodes each buffer alone and breaks
 * on the first emoji there.
 */
final class EventLines {

  private final int limit;
  private final Consumer<byte[]> consumer;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);

  EventLines(int limit, Consumer<byte[]> consumer) {
    this.limit = limit;
    this.consumer = consumer;
  }

  void accept(List<ByteBuffer> buffers) {
    for (var buffer : buffers) {
      int start = buffer.position();
      for (int i = start; i < buffer.limit(); i++) {
        if (buffer.get(i) == '\n') {
          append(buffer, start, i);
          start = i + 1;
          if (line.size() > 0) {
            var whole = line.toByteArray();
            line.reset();
            consumer.accept(whole);
          }
        }
      }
      append(buffer, start, buffer.limit());
    }
  }

  private void append(ByteBuffer buffer, int from, int to) {
    if (line.size() + (to - from) > limit) {
      throw new BadAnswer(0, "a watch event of more than " + limit + " bytes");
    }
    var bytes = new byte[to - from];
    buffer.get(from, bytes);
    line.writeBytes(bytes);
  }
}
