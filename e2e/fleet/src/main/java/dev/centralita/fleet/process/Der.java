package dev.centralita.fleet.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** As much DER as an X.509 certificate needs; the JDK has no public way to write one. */
final class Der {
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  static final int BOOLEAN = 0x01;
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OID = 0x06;
  static final int SEQUENCE = 0x30;

  private Der() {}

  static byte[] tagged(int tag, byte[]... contents) {
    byte[] body = concat(contents);
    byte[] length;
    if (body.length < 0x80) {
      length = new byte[] {(byte) body.length};
    } else if (body.length < 0x100) {
      length = new byte[] {(byte) 0x81, (byte) body.length};
    } else {
      length = new byte[] {(byte) 0x82, (byte) (body.length >> 8), (byte) body.length};
    }
    return concat(new byte[] {(byte) tag}, length, body);
  }

  static byte[] sequence(byte[]... contents) {
    return tagged(SEQUENCE, contents);
  }

  /** Explicit context tag. */
  static byte[] context(int number, byte[]... contents) {
    return tagged(0xa0 | number, contents);
  }

  static byte[] oid(int... arcs) {
    var out = new ByteArrayOutputStream();
    out.write(arcs[0] * 40 + arcs[1]);
    for (int i = 2; i < arcs.length; i++) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arcs[i] >> shift != 0) {
          out.write(0x80 | (arcs[i] >> shift & 0x7f));
        }
      }
      out.write(arcs[i] & 0x7f);
    }
    return tagged(OID, out.toByteArray());
  }

  static byte[] bits(byte[] content) {
    return tagged(BIT_STRING, new byte[] {0}, content);
  }

  static byte[] time(Instant instant) {
    return tagged(0x17, UTC_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
