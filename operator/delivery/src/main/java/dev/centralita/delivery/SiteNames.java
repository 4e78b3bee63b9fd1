package dev.centralita.delivery;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What things are called at a site: always the same name for the same thing, so that a repeated
 * write can never make a second object, and always a valid one, whatever its length at the hub.
 */
public final class SiteNames {
  static final int LABEL_MAX = 63;

  /** An Indexed Job names pods and host names {@code <job>-<index>}: five digits and a dash fit. */
  static final int JOB_MAX = LABEL_MAX - 6;

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final int DIGEST_CHARS = 10;
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";

  private SiteNames() {}

  /** The namespace at every site of a namespace of the hub. */
  public static String namespace(String hubId, String namespace) {
    var plain = hubId + "-" + namespace;
    return fits(plain, LABEL_MAX) ? plain : shortened(plain, LABEL_MAX, hubId + "/" + namespace);
  }

  /** The Deployment of a workload; in local mode sites share a cluster, so the site is in it. */
  static String deployment(String workload, Delivery.Site site) {
    return object(workload, site, LABEL_MAX);
  }

  static String job(String workload, Delivery.Site site) {
    return object(workload, site, JOB_MAX);
  }

  /** Claim templates of an object: another content, another name. */
  static String claims(String object, String content) {
    return shortened(object, LABEL_MAX, object + "/" + content);
  }

  /** A site's name as a label value: itself wherever Kubernetes allows that. */
  public static String siteLabel(String site) {
    return site.length() <= LABEL_MAX && LABEL_VALUE.matcher(site).matches()
        ? site
        : shortened(site, LABEL_MAX, site);
  }

  private static String object(String workload, Delivery.Site site, int max) {
    if (!site.local()) {
      return fits(workload, max) ? workload : shortened(workload, max, workload);
    }
    // "a" at "b-c" and "a-b" at "c" would both be "a-b-c": here the digest is never left out.
    return shortened(workload + "-" + site.name(), max, workload + "/" + site.name());
  }

  private static boolean fits(String name, int max) {
    return name.length() <= max && DNS_LABEL.matcher(name).matches();
  }

  private static String shortened(String plain, int max, String identity) {
    var clean = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var head = clean.substring(0, Math.min(clean.length(), max - DIGEST_CHARS - 1));
    return (head.replaceAll("^-+|-+$", "") + "-" + digest(identity)).replaceAll("^-+", "");
  }

  /** 50 bits of SHA-256 in digits that every Kubernetes name allows. */
  private static String digest(String identity) {
    var bytes = Digest.sha256(identity);
    var out = new StringBuilder(DIGEST_CHARS);
    for (int i = 0; i < DIGEST_CHARS; i++) {
      out.append(DIGITS.charAt(bytes[i] & 31));
    }
    return out.toString();
  }
}
