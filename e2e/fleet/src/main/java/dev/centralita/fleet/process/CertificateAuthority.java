package dev.centralita.fleet.process;

import static dev.centralita.fleet.process.Der.sequence;
import static dev.centralita.fleet.process.Der.tagged;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/**
 * The certificate authority of one cluster. EC keys, because a key pair per cluster must cost
 * milliseconds.
 */
final class CertificateAuthority {
  private static final Duration VALIDITY = Duration.ofDays(365);
  private static final byte[] ECDSA_SHA256 = sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
  private static final byte[] TRUE = tagged(Der.BOOLEAN, new byte[] {(byte) 0xff});
  private static final byte[] BASIC_CONSTRAINTS = Der.oid(2, 5, 29, 19);
  private static final byte[] KEY_USAGE = Der.oid(2, 5, 29, 15);
  private static final byte[] EXTENDED_KEY_USAGE = Der.oid(2, 5, 29, 37);
  private static final byte[] SUBJECT_ALT_NAME = Der.oid(2, 5, 29, 17);
  private static final byte[] SERVER_AUTH = Der.oid(1, 3, 6, 1, 5, 5, 7, 3, 1);
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;

  private final X500Principal name;
  private final KeyPair keys;
  private final byte[] certificate;

  /** A certificate and its private key, as PEM. */
  record Issued(String certificate, String key) {}

  CertificateAuthority(String name) {
    this.name = new X500Principal("CN=" + name);
    this.keys = newKeys();
    byte[] usage = tagged(Der.BIT_STRING, new byte[] {1, 0x06}); // keyCertSign, cRLSign
    byte[] extensions =
        sequence(
            extension(BASIC_CONSTRAINTS, true, sequence(TRUE)), extension(KEY_USAGE, true, usage));
    this.certificate = sign(this.name, keys.getPublic(), extensions);
  }

  String pem() {
    return pem("CERTIFICATE", certificate);
  }

  /** A certificate for a server on the loopback address. */
  Issued issueServer() {
    KeyPair server = newKeys();
    byte[] names =
        sequence(
            tagged(IP_ADDRESS, new byte[] {127, 0, 0, 1}),
            tagged(DNS_NAME, "localhost".getBytes(StandardCharsets.US_ASCII)),
            tagged(DNS_NAME, "kubernetes.default.svc".getBytes(StandardCharsets.US_ASCII)));
    byte[] usage = tagged(Der.BIT_STRING, new byte[] {7, (byte) 0x80}); // digitalSignature
    byte[] extensions =
        sequence(
            extension(KEY_USAGE, true, usage),
            extension(EXTENDED_KEY_USAGE, false, sequence(SERVER_AUTH)),
            extension(SUBJECT_ALT_NAME, false, names));
    byte[] signed = sign(new X500Principal("CN=kube-apiserver"), server.getPublic(), extensions);
    return new Issued(pem("CERTIFICATE", signed), privateKeyPem(server));
  }

  /** TLS that trusts this authority and no other. */
  SSLContext trust() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var factory = CertificateFactory.getInstance("X.509");
      store.setCertificateEntry(
          "ca", factory.generateCertificate(new ByteArrayInputStream(certificate)));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String privateKeyPem(KeyPair keys) {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  static String publicKeyPem(KeyPair keys) {
    return pem("PUBLIC KEY", keys.getPublic().getEncoded());
  }

  private byte[] sign(X500Principal subject, PublicKey key, byte[] extensions) {
    Instant now = Instant.now();
    byte[] serial = new BigInteger(120, new SecureRandom()).setBit(120).toByteArray();
    byte[] version3 = Der.context(0, tagged(Der.INTEGER, new byte[] {2}));
    byte[] validity =
        sequence(Der.time(now.minus(Duration.ofHours(1))), Der.time(now.plus(VALIDITY)));
    byte[] body =
        sequence(
            version3,
            tagged(Der.INTEGER, serial),
            ECDSA_SHA256,
            name.getEncoded(),
            validity,
            subject.getEncoded(),
            key.getEncoded(),
            Der.context(3, extensions));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body);
      return sequence(body, ECDSA_SHA256, Der.bits(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] extension(byte[] oid, boolean critical, byte[] value) {
    byte[] wrapped = tagged(Der.OCTET_STRING, value);
    return critical ? sequence(oid, TRUE, wrapped) : sequence(oid, wrapped);
  }

  private static String pem(String kind, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return String.join(
        "\n", List.of("-----BEGIN " + kind + "-----", body, "-----END " + kind + "-----", ""));
  }
}
