package dev.centralita.controller.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.util.Arrays;

/** The older encodings of private keys, out of the PKCS#8 that Java gives. */
final class LegacyKeys {

  private LegacyKeys() {}

  /** RSAPrivateKey: the octets inside PKCS#8. */
  static byte[] pkcs1(PrivateKey key) {
    return inner(key);
  }

  /**
   * ECPrivateKey with the curve as [0], as OpenSSL and k3s write it; PKCS#8 has it outside instead.
   */
  static byte[] sec1(PrivateKey key) {
    var body = content(ByteBuffer.wrap(inner(key)));
    var version = element(body);
    var scalar = element(body);
    var outer = content(ByteBuffer.wrap(key.getEncoded()));
    element(outer);
    var algorithm = content(outer);
    element(algorithm);
    var curve = element(algorithm);
    return tagged(0x30, version, scalar, tagged(0xa0, curve));
  }

  private static byte[] inner(PrivateKey key) {
    var outer = content(ByteBuffer.wrap(key.getEncoded()));
    element(outer);
    element(outer);
    var octets = content(outer);
    return Arrays.copyOfRange(
        octets.array(),
        octets.arrayOffset() + octets.position(),
        octets.arrayOffset() + octets.limit());
  }

  private static byte[] element(ByteBuffer in) {
    int start = in.position();
    content(in);
    var element = new byte[in.position() - start];
    in.get(start, element);
    return element;
  }

  private static ByteBuffer content(ByteBuffer in) {
    in.get();
    int length = in.get() & 0xff;
    if (length > 0x80) {
      int bytes = length & 0x7f;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | (in.get() & 0xff);
      }
    }
    var content = in.slice(in.position(), length);
    in.position(in.position() + length);
    return content;
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    var body = out.toByteArray();
    out.reset();
    out.write(tag);
    if (body.length >= 0x80) {
      out.write(0x81);
    }
    out.write(body.length);
    out.writeBytes(body);
    return out.toByteArray();
  }
}
