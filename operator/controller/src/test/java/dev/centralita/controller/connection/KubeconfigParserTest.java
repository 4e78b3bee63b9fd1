package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.connection.KubeconfigResult.Accepted;
import dev.centralita.controller.connection.KubeconfigResult.Rejected;
import dev.centralita.controller.connection.SiteCredential.ClientCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The allow-list, case by case, and against texts nobody wrote. */
class KubeconfigParserTest {

  private static final String TOKEN =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6Ik1RIn0.eyJpc3MiOiJrdWJlcm5ldGVzIiwic3ViIjoiaHViIn0.c2lnbmF0dXJlT2ZUaGVUb2tlbg";
  private static final TestCertificates RSA = TestCertificates.of("RSA", 1);

  /** Each row changes one place of {@code base.yaml}; {@code \n} in it is a line break. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/kubeconfig/cases.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      maxCharsPerColumn = 10000)
  void refusesAndSaysWhy(String name, String replace, String with, String expected)
      throws IOException {
    var base = base();
    replace = replace.replace("\\n", "\n");
    assertThat(base).as(name).contains(replace);
    var text =
        fill(
            base.replaceFirst(
                Pattern.quote(replace), Matcher.quoteReplacement(with.replace("\\n", "\n"))));
    assertThat(summary(new KubeconfigParser(false).parse(text))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://127.0.0.1:6443",
    "https://127.1.2.3:6443",
    "https://localhost:6443",
    "https://[::1]:6443"
  })
  void acceptsLoopbackOnlyWhereTestFleetsRun(String server) throws IOException {
    var text = fill(base().replace("https://site.example:6443", server));
    assertThat(new KubeconfigParser(false).parse(text)).isInstanceOf(Rejected.class);
    assertThat(new KubeconfigParser(true).parse(text)).isInstanceOf(Accepted.class);
  }

  @Test
  void readsEveryFormOfPrivateKey() throws IOException {
    for (var algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
      var certificates = TestCertificates.of(algorithm, 1);
      assertThat(withKey(certificates, certificates.keyData()))
          .as(algorithm)
          .isInstanceOf(Accepted.class);
    }
    var pkcs1 = TestCertificates.pem("RSA PRIVATE KEY", LegacyKeys.pkcs1(RSA.key()));
    assertThat(withKey(RSA, TestCertificates.base64(pkcs1))).isInstanceOf(Accepted.class);
    var ec = TestCertificates.of("EC", 1);
    var sec1 = TestCertificates.pem("EC PRIVATE KEY", LegacyKeys.sec1(ec.key()));
    var result = withKey(ec, TestCertificates.base64(sec1));
    assertThat(result).isInstanceOf(Accepted.class);
    var identity = ((Accepted) result).credential().identity();
    var read = (ECPrivateKey) ((ClientCertificate) identity).key();
    assertThat(read.getS()).isEqualTo(((ECPrivateKey) ec.key()).getS());
  }

  @Test
  void refusesAKeyOfAnotherCertificate() throws IOException {
    var result = withKey(RSA, TestCertificates.of("RSA", 2).keyData());
    assertThat(summary(result)).startsWith("users[0].user.client-key-data: not the key of");
  }

  @Test
  void nothingPrintsASecret() throws IOException {
    var accepted = (Accepted) new KubeconfigParser(false).parse(fill(base()));
    assertThat(accepted.toString()).doesNotContain(TOKEN.substring(0, 12));
    assertThat(new ConnectionSpec.Remote(fill(base()), null).toString())
        .doesNotContain(TOKEN.substring(0, 12));
  }

  @Test
  void neverThrowsAndNeverLeaksWhateverTheText() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var parser = new KubeconfigParser(false);
    var base = fill(base());
    for (int i = 0; i < 3_000; i++) {
      var text = mutate(base, random);
      try {
        if (parser.parse(text) instanceof Rejected rejected) {
          assertThat(rejected.problems()).isNotEmpty();
          assertNoLeak(rejected.toString(), seed, text);
        }
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + " threw on\n" + text, e);
      }
    }
  }

  private static void assertNoLeak(String message, long seed, String text) {
    for (int at = 0; at + 16 <= TOKEN.length(); at++) {
      if (message.contains(TOKEN.substring(at, at + 16))) {
        throw new AssertionError("seed " + seed + " leaked in\n" + message + "\nof\n" + text);
      }
    }
  }

  private static String mutate(String base, SplittableRandom random) {
    var text = new StringBuilder(base);
    for (int change = random.nextInt(1, 6); change > 0 && text.length() > 1; change--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(1, 60));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
        case 2 -> text.setCharAt(at, " :-{}[]&*!|>'\"%@`#\n\t\0é".charAt(random.nextInt(21)));
        case 3 -> text.insert(at, "exec: {command: sh}\n");
        default -> {
          int token = Math.max(0, text.indexOf("eyJ"));
          int end = Math.min(text.length(), token + TOKEN.length());
          text.insert(at, text.substring(token, end));
        }
      }
    }
    return text.toString();
  }

  private static KubeconfigResult withKey(TestCertificates certificates, String keyData)
      throws IOException {
    var user =
        "client-certificate-data: "
            + certificates.certificateData()
            + "\n    client-key-data: "
            + keyData;
    return new KubeconfigParser(false).parse(fill(base().replace("token: ${TOKEN}", user)));
  }

  private static String summary(KubeconfigResult result) {
    return switch (result) {
      case Accepted accepted -> "accepted";
      case Rejected rejected ->
          rejected.problems().stream()
              .map(CredentialProblem::toString)
              .collect(Collectors.joining(" "));
    };
  }

  private static String fill(String text) {
    return text.replace("${CA}", RSA.certificateData())
        .replace("${TOKEN}", TOKEN)
        .replace("${KEY}", RSA.keyData())
        .replace(
            "${NOT_PEM}",
            Base64.getEncoder().encodeToString("hello".getBytes(StandardCharsets.UTF_8)))
        .replace("${70K}", "x".repeat(70_000));
  }

  private static String base() throws IOException {
    try (var in = KubeconfigParserTest.class.getResourceAsStream("/kubeconfig/base.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
