package dev.parley.core.config;

import java.net.InetSocketAddress;

/**
 * Where the server of a domain is, as people write it: {@code 192.0.2.1:5269} for STARTTLS, {@code
 * tls:192.0.2.1:5270} for TLS from the start.
 *
 * @param address address and port
 * @param directTls true for TLS from the start
 */
public record FixedRoute(InetSocketAddress address, boolean directTls) {
  private static final String TLS = "tls:";

  static boolean isValid(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException wrong) {
      return false;
    }
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is none, or has no port
   */
  public static FixedRoute parse(String text) {
    boolean directTls = text.startsWith(TLS);
    String place = directTls ? text.substring(TLS.length()) : text;
    int colon = place.lastIndexOf(':');
    boolean single = place.indexOf(':') == colon;
    if (colon < 1 || !(single || place.charAt(colon - 1) == ']')) {
      throw new IllegalArgumentException(text + " has no port");
    }
    return new FixedRoute(NameServer.parse(place), directTls);
  }
}
