package dev.centralita.controller.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The three forms in which Kubernetes distributions write private keys: PKCS#8, PKCS#1 (RSA,
 * kubeadm and kind) and SEC 1 (EC, k3s). Java reads only the first, so the others are wrapped into
 * it.
 */
final class PrivateKeys {

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (RSA |EC |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");
  private static final byte[] VERSION_0 = {2, 1, 0};
  // AlgorithmIdentifier {rsaEncryption, NULL}, and the OID of id-ecPublicKey.
  private static final byte[] RSA = {
    0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };
  private static final byte[] EC_PUBLIC_KEY = {
    6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1
  };
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;
  private static final int EC_PARAMETERS = 0xa0;

  private PrivateKeys() {}

  static PrivateKey read(String pem) throws GeneralSecurityException {
    var block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new InvalidKeyException("no private key");
    }
    var der = Base64.getMimeDecoder().decode(block.group(2));
    var pkcs8 =
        switch (block.group(1)) {
          case "RSA " -> der(SEQUENCE, VERSION_0, RSA, der(OCTETS, der));
          case "EC " ->
              der(SEQUENCE, VERSION_0, der(SEQUENCE, EC_PUBLIC_KEY, curve(der)), der(OCTETS, der));
          default -> der;
        };
    for (var algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // The next algorithm.
      }
    }
    throw new InvalidKeyException("not RSA, EC or Ed25519");
  }

  /** Whether the key signs what the certificate verifies. */
  static boolean belongsTo(PrivateKey key, X509Certificate certificate) {
    var algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    try {
      var probe = new byte[] {1, 2, 3};
      var signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(probe);
      var verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(probe);
      return verifier.verify(signer.sign());
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /** The curve's OID, whole, out of ECPrivateKey {INTEGER, OCTET STRING, [0] {OID}, [1] …}. */
  private static byte[] curve(byte[] sec1) throws InvalidKeyException {
    var body = content(ByteBuffer.wrap(sec1), SEQUENCE);
    content(body, 2);
    content(body, OCTETS);
    var parameters = content(body, EC_PARAMETERS);
    var oid = new byte[parameters.remaining()];
    parameters.get(oid);
    return oid;
  }

  private static ByteBuffer content(ByteBuffer in, int tag) throws InvalidKeyException {
    if (in.remaining() < 2 || (in.get() & 0xff) != tag) {
      throw new InvalidKeyException("unexpected DER");
    }
    int length = in.get() & 0xff;
    if (length > 0x82 || length == 0x80) {
      throw new InvalidKeyException("unexpected DER");
    }
    if (length > 0x80) {
      int bytes = length & 0x7f;
      length = 0;
      for (int i = 0; i < bytes && in.hasRemaining(); i++) {
        length = (length << 8) | (in.get() & 0xff);
      }
    }
    if (length > in.remaining()) {
      throw new InvalidKeyException("unexpected DER");
    }
    var content = in.slice(in.position(), length);
    in.position(in.position() + length);
    return content;
  }

  private static byte[] der(int tag, byte[]... parts) {
    int length = 0;
    for (var part : parts) {
      length += part.length;
    }
    var out = new ByteArrayOutputStream(length + 4);
    out.write(tag);
    if (length >= 0x80) {
      out.write(0x82);
      out.write(length >> 8);
    }
    out.write(length);
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
