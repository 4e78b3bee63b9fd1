package dev.centralita.controller.connection;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Certificates and keys out of the base64 of a PEM text, as kubeconfigs carry them. */
final class Pem {

  private static final int MOST_CERTIFICATES = 32;
  private static final String REMEDY = "copy it again from a kubeconfig that works";

  private Pem() {}

  /** At least one certificate, or none and a problem. */
  static List<X509Certificate> certificates(Section section, String key) {
    var pem = decode(section, key);
    if (pem == null) {
      return List.of();
    }
    try {
      var found = new ArrayList<X509Certificate>();
      var factory = CertificateFactory.getInstance("X.509");
      for (var certificate : factory.generateCertificates(new ByteArrayInputStream(pem))) {
        found.add((X509Certificate) certificate);
      }
      if (!found.isEmpty() && found.size() <= MOST_CERTIFICATES) {
        return found;
      }
      section.problem(key, found.size() + " certificates", "give 1 to " + MOST_CERTIFICATES);
    } catch (GeneralSecurityException | RuntimeException e) {
      section.problem(key, "not certificates in PEM", REMEDY);
    }
    return List.of();
  }

  /** A key, or null and a problem. */
  static @Nullable PrivateKey privateKey(Section section, String key) {
    var pem = decode(section, key);
    if (pem == null) {
      return null;
    }
    try {
      return PrivateKeys.read(new String(pem, StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException | RuntimeException e) {
      section.problem(key, "not an unencrypted RSA, EC or Ed25519 key in PEM", REMEDY);
      return null;
    }
  }

  private static byte @Nullable [] decode(Section section, String key) {
    var text = section.text(key);
    try {
      return text == null ? null : Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      section.problem(key, "not base64", REMEDY);
      return null;
    }
  }
}
