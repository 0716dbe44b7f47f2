package dev.parley.transport.s2s;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why a connection failed so that operators understand it, whatever library says it. */
final class Reasons {
  private static final int MOST_CAUSES = 10;

  private Reasons() {}

  /** A part of a sentence. */
  static String of(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      String known = known(cause);
      if (known != null) {
        return known;
      }
      cause = cause.getCause();
    }
    String message = failure.getMessage();
    return message == null
        ? "it failed for no known reason"
        : message.lines().findFirst().orElse("");
  }

  private static @Nullable String known(Throwable cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof TimeoutException || text.contains("timed out")) {
      return "there was no answer in time";
    }
    if (text.contains("connection refused")) {
      return "nothing listens there (connection refused)";
    }
    if (cause instanceof NoRouteToHostException
        || text.contains("no route to host")
        || text.contains("unreachable")) {
      return "no way leads there from this machine";
    }
    if (cause instanceof CertificateException) {
      return "its certificate cannot be used: " + cause.getMessage();
    }
    if (cause instanceof SSLException tls && !(tls.getCause() instanceof CertificateException)) {
      return "the TLS handshake failed: " + alert(text);
    }
    if (cause instanceof ClosedChannelException
        || text.contains("connection was closed")
        || text.contains("connection reset")
        || text.contains("broken pipe")) {
      return "the other side has closed the connection";
    }
    return cause instanceof ConnectException || cause instanceof SocketException
        ? "the connection failed: " + cause.getMessage()
        : null;
  }

  /** What the peer or the library has named, as "handshake_failure". */
  private static String alert(String text) {
    String last = text.substring(text.lastIndexOf(':') + 1).strip();
    return last.isEmpty() ? "no common ground" : last;
  }
}
