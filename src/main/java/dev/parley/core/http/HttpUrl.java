package dev.parley.core.http;

import dev.parley.core.config.ListenConfig.Listener;
import dev.parley.core.config.ParleyConfig;
import dev.parley.protocol.jid.DomainName;
import org.jspecify.annotations.Nullable;

/** The address of our HTTP server as clients are told it: from the configuration alone. */
public final class HttpUrl {
  private static final int STANDARD_PORT = 443;

  private HttpUrl() {}

  /**
   * The address for the clients of a domain, without a slash at its end.
   *
   * @param bound the port that HTTP with TLS listens on, if the configuration has it choose one
   * @return null if clients cannot reach it
   */
  public static @Nullable String of(ParleyConfig config, String domain, int bound) {
    String given = config.http().url();
    if (given != null) {
      return expand(given, domain);
    }
    Listener https = config.listen().https();
    if (https == null) {
      return null;
    }
    int port = https.port() == 0 ? bound : https.port();
    return "https://" + host(domain) + (port == STANDARD_PORT ? "" : ":" + port);
  }

  /** Puts a domain for {@code {domain}}. */
  public static String expand(String template, String domain) {
    return template.replace("{domain}", host(domain));
  }

  /** RFC 3986 §3.2.2: A-labels, or an address in brackets. */
  private static String host(String domain) {
    return DomainName.toAscii(domain);
  }
}
