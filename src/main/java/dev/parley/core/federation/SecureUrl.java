package dev.parley.core.federation;

import java.net.URI;

/** Addresses of the web that a stranger has named. */
final class SecureUrl {
  private static final int HTTPS_PORT = 443;
  private static final int MOST_CHARACTERS = 2_000;

  private SecureUrl() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is not of the kind {@code https://host/path}
   */
  static URI parse(String text) {
    return checked(URI.create(text.length() > MOST_CHARACTERS ? "" : text));
  }

  /**
   * Reads where a redirection leads to, which may be relative to where it came from.
   *
   * @throws IllegalArgumentException likewise
   */
  static URI from(URI place, String location) {
    return checked(place.resolve(location.length() > MOST_CHARACTERS ? ":" : location));
  }

  private static URI checked(URI url) {
    if (!"https".equalsIgnoreCase(url.getScheme())
        || url.getHost() == null
        || url.getUserInfo() != null) {
      throw new IllegalArgumentException("it leads to something else than https://host/path");
    }
    return url;
  }

  static int port(URI url) {
    return url.getPort() < 0 ? HTTPS_PORT : url.getPort();
  }

  /** Path and query, as they go into a request. */
  static String path(URI url) {
    var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }
}
