package dev.centralita.controller.connection;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in talking to a site, in words that are safe to show: a site chooses the text of
 * its errors, so they are cut to one short line.
 *
 * @param code the HTTP status if the API server answered, else 0
 * @param notSent no request can have reached the API server
 */
record Failure(int code, boolean notSent, String message) {

  private static final int LONGEST = 200;
  private static final int DEEPEST = 12;

  static Failure of(Throwable e) {
    Throwable root = e;
    for (int depth = 0; depth < DEEPEST && root != null; depth++, root = root.getCause()) {
      if (root instanceof KubernetesClientException answer && answer.getCode() > 0) {
        var status = answer.getStatus();
        return answer(answer.getCode(), status == null ? null : status.getMessage());
      }
      if (root instanceof BadAnswer answer) {
        return answer(answer.code(), answer.getMessage());
      }
      var known = known(root);
      if (known != null) {
        return known;
      }
    }
    return new Failure(0, false, line(deepest(e)));
  }

  /** Whether the API server answered the request, if only with a refusal. */
  boolean answered() {
    return code >= 400 && code < 500 && code != 401 && code != 408 && code != 429;
  }

  /** Whether the credential was refused. */
  boolean refused() {
    return code == 401 || code == 403;
  }

  private static @Nullable Failure known(Throwable e) {
    return switch (e) {
      case UnknownHostException unknown -> new Failure(0, true, "unknown host");
      case UnresolvedAddressException unresolved -> new Failure(0, true, "unknown host");
      case ConnectException connect -> new Failure(0, true, "connection refused or no route");
      case SSLException ssl -> new Failure(0, true, "TLS: " + shorten(deepest(ssl).getMessage()));
      case HttpTimeoutException timeout -> new Failure(0, false, "no answer in time");
      case TimeoutException timeout -> new Failure(0, false, "no answer in time");
      default -> null;
    };
  }

  private static Failure answer(int code, @Nullable String text) {
    var detail = shorten(text);
    if (code == 0) {
      return new Failure(0, false, detail);
    }
    return new Failure(code, false, "HTTP " + code + (detail.isEmpty() ? "" : ": " + detail));
  }

  private static Throwable deepest(Throwable e) {
    var root = e;
    for (int depth = 0; depth < DEEPEST && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return root;
  }

  private static String line(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : shorten(e.getMessage());
  }

  /** One line of printable characters. */
  static String shorten(@Nullable String text) {
    if (text == null) {
      return "";
    }
    var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
  }
}
