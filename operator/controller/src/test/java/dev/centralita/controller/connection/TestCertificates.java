package dev.centralita.controller.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Self-signed certificates for the loopback address, made by the JDK's keytool once per run: no key
 * is committed.
 */
final class TestCertificates {

  private static final char[] PASSWORD = "only-for-tests".toCharArray();
  private static final Map<String, TestCertificates> MADE = new ConcurrentHashMap<>();

  private final KeyStore store;

  private TestCertificates(KeyStore store) {
    this.store = store;
  }

  /** A certificate of this key algorithm (RSA, EC or Ed25519); the number tells several apart. */
  static TestCertificates of(String algorithm, int number) {
    return MADE.computeIfAbsent(algorithm + number, key -> make(algorithm));
  }

  KeyStore store() {
    return store;
  }

  char[] password() {
    return PASSWORD;
  }

  X509Certificate certificate() {
    try {
      return (X509Certificate) store.getCertificate("site");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  PrivateKey key() {
    try {
      return (PrivateKey) store.getKey("site", PASSWORD);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a kubeconfig carries it: base64 of PEM. */
  String certificateData() {
    try {
      return base64(pem("CERTIFICATE", certificate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String keyData() {
    return base64(pem("PRIVATE KEY", key().getEncoded()));
  }

  static String pem(String type, byte[] der) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static TestCertificates make(String algorithm) {
    try {
      var file = Files.createTempDirectory("centralita-cert").resolve("store.p12");
      var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      var password = new String(PASSWORD);
      var process =
          new ProcessBuilder(
                  List.of(
                      keytool,
                      "-genkeypair",
                      "-alias",
                      "site",
                      "-keyalg",
                      algorithm,
                      "-dname",
                      "CN=site",
                      "-validity",
                      "3",
                      "-ext",
                      "san=ip:127.0.0.1,dns:site.example",
                      "-storetype",
                      "PKCS12",
                      "-keystore",
                      file.toString(),
                      "-storepass",
                      password))
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed for " + algorithm);
      }
      var store = KeyStore.getInstance(file.toFile(), PASSWORD);
      Files.delete(file);
      Files.delete(file.getParent());
      return new TestCertificates(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
