package dev.centralita.controller.connection;

import dev.centralita.controller.connection.KubeconfigResult.Accepted;
import dev.centralita.controller.connection.KubeconfigResult.Rejected;
import dev.centralita.controller.connection.SiteCredential.ClientCertificate;
import dev.centralita.controller.connection.SiteCredential.Identity;
import dev.centralita.controller.connection.SiteCredential.Token;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a kubeconfig by allow-list. A kubeconfig is code: its {@code exec} runs programs, its paths
 * read files of the hub, its proxy sees the credential; so only inline data for one HTTPS server is
 * accepted and any key not known here is refused. Never throws, whatever the text, and no message
 * holds a secret.
 */
public final class KubeconfigParser {

  private static final String DATA_REMEDY =
      "make a kubeconfig with inline data, for example by kubectl config view --minify --flatten --raw";
  private static final String TOKEN_REMEDY =
      "use the token of a service account of the site or a client certificate as inline data";

  private static final Map<String, String> CLUSTER_REFUSED =
      Map.of(
          "certificate-authority",
          DATA_REMEDY,
          "proxy-url",
          "make the site reachable without a proxy named in the kubeconfig");
  private static final Map<String, String> USER_REFUSED =
      Map.ofEntries(
          Map.entry("exec", TOKEN_REMEDY + "; no program of a kubeconfig runs on the hub"),
          Map.entry("auth-provider", TOKEN_REMEDY),
          Map.entry("tokenFile", "put the token itself under token"),
          Map.entry("client-certificate", DATA_REMEDY),
          Map.entry("client-key", DATA_REMEDY),
          Map.entry("username", TOKEN_REMEDY),
          Map.entry("password", TOKEN_REMEDY),
          Map.entry("as", "give the rights to the service account itself"),
          Map.entry("as-uid", "give the rights to the service account itself"),
          Map.entry("as-groups", "give the rights to the service account itself"),
          Map.entry("as-user-extra", "give the rights to the service account itself"));
  // What RFC 6750 allows; above all no line break that would end the header.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
  private static final Pattern DNS_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private final boolean loopbackAllowed;

  public KubeconfigParser(boolean loopbackAllowed) {
    this.loopbackAllowed = loopbackAllowed;
  }

  /** The credential in the text, or everything that is wrong with it. */
  public KubeconfigResult parse(String text) {
    var problems = new ArrayList<CredentialProblem>();
    var tree = KubeconfigYaml.read(text, problems);
    if (tree == null) {
      return new Rejected(problems);
    }
    var root = new Section("", tree, problems);
    root.allow(
        "apiVersion", "kind", "preferences", "clusters", "users", "contexts", "current-context");
    root.expect("apiVersion", "v1");
    root.expect("kind", "Config");
    if (tree.get("preferences") instanceof Map<?, ?> preferences && !preferences.isEmpty()) {
      root.problem("preferences", "not empty", "remove it");
    }
    var cluster = root.only("clusters", "cluster");
    var user = root.only("users", "user");
    var context = root.only("contexts", "context");
    checkContext(root, cluster, user, context);
    var server = cluster == null ? null : server(cluster.section());
    var authorities = cluster == null ? List.<X509Certificate>of() : authorities(cluster.section());
    var serverName = cluster == null ? null : serverName(cluster.section());
    var identity = user == null ? null : identity(user.section());
    if (!problems.isEmpty() || server == null || identity == null) {
      return new Rejected(problems);
    }
    return new Accepted(new SiteCredential(server, authorities, serverName, identity));
  }

  private static void checkContext(
      Section root, @Nullable Named cluster, @Nullable Named user, @Nullable Named context) {
    if (context == null) {
      return;
    }
    var section = context.section();
    section.allow("cluster", "user", "namespace");
    if (cluster != null && !cluster.name().equals(section.text("cluster"))) {
      section.problem("cluster", "not the name in clusters[0].name", "write that name");
    }
    if (user != null && !user.name().equals(section.text("user"))) {
      section.problem("user", "not the name in users[0].name", "write that name");
    }
    if (!context.name().equals(root.text("current-context"))) {
      root.problem("current-context", "not the name in contexts[0].name", "write that name");
    }
  }

  private @Nullable URI server(Section cluster) {
    cluster.refuse(CLUSTER_REFUSED);
    cluster.allow(
        "server", "certificate-authority-data", "insecure-skip-tls-verify", "tls-server-name");
    var insecure = cluster.text("insecure-skip-tls-verify");
    if (insecure != null && !insecure.equals("false")) {
      cluster.problem(
          "insecure-skip-tls-verify",
          "set",
          "give the site's authority in certificate-authority-data");
    }
    var text = cluster.text("server");
    if (text == null) {
      cluster.problem("server", "missing", "write https://HOST:PORT of the site's API server");
      return null;
    }
    return ServerAddress.check(text, loopbackAllowed, cluster);
  }

  private static List<X509Certificate> authorities(Section cluster) {
    if (cluster.text("certificate-authority-data") == null) {
      // The hub's own trust store would let any public authority speak for the site.
      cluster.problem("certificate-authority-data", "missing", DATA_REMEDY);
      return List.of();
    }
    return Pem.certificates(cluster, "certificate-authority-data");
  }

  private static @Nullable String serverName(Section cluster) {
    var name = cluster.text("tls-server-name");
    if (name != null && !DNS_NAME.matcher(name).matches()) {
      cluster.problem(
          "tls-server-name", "not a DNS name", "write the name in the server's certificate");
    }
    return name;
  }

  private static @Nullable Identity identity(Section user) {
    boolean refused = user.refuse(USER_REFUSED);
    user.allow("token", "client-certificate-data", "client-key-data");
    var token = user.text("token");
    if (refused || (user.has("token") && token == null)) {
      return null;
    }
    boolean certificate = user.has("client-certificate-data") || user.has("client-key-data");
    if (user.has("token") == certificate) {
      user.problem(
          "token",
          certificate ? "beside a client certificate" : "missing",
          TOKEN_REMEDY + ", one of them");
      return null;
    }
    if (certificate) {
      return clientCertificate(user);
    }
    if (token == null || !TOKEN.matcher(token).matches()) {
      user.problem(
          "token", "not a bearer token", "copy the token again, without quotes or line breaks");
      return null;
    }
    return new Token(token);
  }

  private static @Nullable Identity clientCertificate(Section user) {
    for (var key : List.of("client-certificate-data", "client-key-data")) {
      if (user.text(key) == null) {
        user.problem(key, "missing", "give the certificate and its key");
        return null;
      }
    }
    var chain = Pem.certificates(user, "client-certificate-data");
    var key = Pem.privateKey(user, "client-key-data");
    if (chain.isEmpty() || key == null) {
      return null;
    }
    if (!PrivateKeys.belongsTo(key, chain.getFirst())) {
      user.problem("client-key-data", "not the key of the first certificate", DATA_REMEDY);
      return null;
    }
    return new ClientCertificate(chain, key);
  }

  /** An entry of one of the three lists. */
  record Named(String name, Section section) {}
}
