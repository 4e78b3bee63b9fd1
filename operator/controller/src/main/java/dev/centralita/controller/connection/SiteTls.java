package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteCredential.ClientCertificate;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom a site's client trusts (the site's own authorities, nobody else) and who it is. */
final class SiteTls {

  private static final int DNS_NAME = 2;

  private SiteTls() {}

  static KeyManager[] keys(SiteCredential credential) throws GeneralSecurityException, IOException {
    if (!(credential.identity() instanceof ClientCertificate certificate)) {
      return new KeyManager[0];
    }
    var store = emptyStore();
    store.setKeyEntry(
        "site", certificate.key(), new char[0], certificate.chain().toArray(new Certificate[0]));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  static TrustManager[] trust(SiteCredential credential)
      throws GeneralSecurityException, IOException {
    var store = emptyStore();
    int next = 0;
    for (var authority : credential.authorities()) {
      store.setCertificateEntry("authority-" + next++, authority);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    var managers = factory.getTrustManagers();
    var name = credential.tlsServerName();
    return name == null
        ? managers
        : new TrustManager[] {new ForName((X509ExtendedTrustManager) managers[0], name)};
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /**
   * Checks the chain as usual, but the certificate's name against {@code tls-server-name} and not
   * the host.
   */
  private static final class ForName extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager chains;
    private final String name;

    ForName(X509ExtendedTrustManager chains, String name) {
      this.chains = chains;
      this.name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      chains.checkServerTrusted(chain, authType);
      var names = chain[0].getSubjectAlternativeNames();
      if (names != null) {
        for (var entry : names) {
          if (entry.get(0) instanceof Integer type
              && type == DNS_NAME
              && entry.get(1) instanceof String pattern
              && matches(pattern.toLowerCase(Locale.ROOT))) {
            return;
          }
        }
      }
      throw new CertificateException("the server's certificate is not for tls-server-name " + name);
    }

    /** A wildcard stands for exactly the leftmost label. */
    private boolean matches(String pattern) {
      if (!pattern.startsWith("*.")) {
        return pattern.equals(name);
      }
      int dot = name.indexOf('.');
      return dot > 0
          && pattern.indexOf('.', 2) > 0
          && name.substring(dot).equals(pattern.substring(1));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      chains.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      chains.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      chains.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return chains.getAcceptedIssuers();
    }
  }
}
