package dev.centralita.controller.connection;

import java.net.URI;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one site, already checked: nothing in it names a file, a program or a proxy.
 *
 * @param server scheme https, host, optional port and path; no user, query or fragment
 * @param authorities the certificate authorities of the site; the hub's own trust store is never
 *     consulted
 * @param tlsServerName the name the server's certificate must carry, the host of {@code server} if
 *     null
 */
public record SiteCredential(
    URI server,
    List<X509Certificate> authorities,
    @Nullable String tlsServerName,
    Identity identity) {

  public SiteCredential {
    authorities = List.copyOf(authorities);
  }

  /** Who the hub is at the site. */
  public sealed interface Identity {}

  /** A bearer token, usually of a service account at the site. */
  public record Token(String value) implements Identity {
    @Override
    public String toString() {
      return "Token[…]";
    }
  }

  /** A client certificate, the leaf first, and its key. */
  public record ClientCertificate(List<X509Certificate> chain, PrivateKey key) implements Identity {
    public ClientCertificate {
      chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
      return "ClientCertificate[" + chain.getFirst().getSubjectX500Principal().getName() + "]";
    }
  }

  @Override
  public String toString() {
    return "SiteCredential[" + server + ", " + identity + "]";
  }
}
