package dev.centralita.fleet.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  @Test
  void issuesServerCertificatesForTheLoopbackAddress() throws Exception {
    CertificateAuthority authority = new CertificateAuthority("madrid-1");
    X509Certificate ca = parse(authority.pem());
    X509Certificate server = parse(authority.issueServer().certificate());

    server.verify(ca.getPublicKey());
    server.checkValidity();

    assertThat(ca.getBasicConstraints()).isGreaterThanOrEqualTo(0);
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(server.getIssuerX500Principal()).isEqualTo(ca.getSubjectX500Principal());
    assertThat(server.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .contains("127.0.0.1", "localhost");
    assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(server.getKeyUsage()[0]).as("digitalSignature").isTrue();
    assertThat(ca.getKeyUsage()[5]).as("keyCertSign").isTrue();
  }

  @Test
  void anotherAuthorityDidNotSignIt() throws Exception {
    X509Certificate other = parse(new CertificateAuthority("madrid-1").pem());
    X509Certificate server =
        parse(new CertificateAuthority("madrid-1").issueServer().certificate());

    assertThatThrownBy(() -> server.verify(other.getPublicKey()))
        .isInstanceOf(SignatureException.class);
  }

  private static X509Certificate parse(String pem) throws CertificateException {
    var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
  }
}
