package dev.centralita.controller.connection;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a kubeconfig may point: an HTTPS server that is not the hub's own machine nor its cloud's
 * metadata service.
 */
final class ServerAddress {

  private static final String REMEDY = "write https://HOST:PORT of the site's API server";
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern NUMBER_AT_END = Pattern.compile("(^|\\.)(\\d+|0x[0-9a-f]*)$");
  private static final Set<String> METADATA_NAMES =
      Set.of("metadata", "metadata.google.internal", "instance-data");
  // The metadata services that are not link-local: AWS over IPv6, Alibaba Cloud, Oracle Cloud.
  private static final Set<String> METADATA_ADDRESSES =
      Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

  private ServerAddress() {}

  static @Nullable URI check(String text, boolean loopbackAllowed, Section cluster) {
    URI uri;
    try {
      uri = new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      cluster.problem("server", "not a URL", REMEDY);
      return null;
    }
    var host = uri.getHost();
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      cluster.problem("server", "not https", REMEDY);
    } else if (host == null || uri.getPort() == 0 || uri.getPort() > 65535) {
      cluster.problem("server", "no host or no valid port", REMEDY);
    } else if (uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      cluster.problem("server", "with a user, query or fragment", REMEDY);
    } else {
      var refusal = refusal(host.toLowerCase(Locale.ROOT), loopbackAllowed);
      if (refusal == null) {
        return uri;
      }
      cluster.problem("server", refusal, REMEDY);
    }
    return null;
  }

  private static @Nullable String refusal(String host, boolean loopbackAllowed) {
    var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return loopbackAllowed ? null : "loopback name " + name;
    }
    if (METADATA_NAMES.contains(name)) {
      return "metadata service " + name;
    }
    if (!IPV4.matcher(name).matches() && !name.startsWith("[")) {
      // Java reads 2130706433 or 127.1 as an address, so a name must not end in a number.
      return NUMBER_AT_END.matcher(name).find() ? "not an address: " + name : null;
    }
    InetAddress address;
    try {
      // A literal: no name is looked up. An IPv4 address mapped into IPv6 comes out as IPv4.
      address = InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      return "not an address: " + name;
    }
    if (address.isLoopbackAddress()) {
      return loopbackAllowed ? null : "loopback address " + name;
    }
    boolean embedsIpv4 = address instanceof Inet6Address six && six.isIPv4CompatibleAddress();
    if (address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || embedsIpv4
        || METADATA_ADDRESSES.contains(address.getHostAddress())) {
      return "link-local, metadata or unspecified address " + name;
    }
    return null;
  }
}
