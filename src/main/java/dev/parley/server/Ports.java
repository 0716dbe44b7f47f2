package dev.parley.server;

/**
 * The ports that were bound; 0 for a listener that is switched off.
 *
 * @param c2s with STARTTLS
 * @param c2sDirectTls with TLS from the start
 * @param https HTTP with TLS
 * @param http HTTP without
 * @param component for components
 * @param s2s for other servers with STARTTLS
 * @param s2sTls for other servers with TLS from the start
 */
public record Ports(
    int c2s, int c2sDirectTls, int https, int http, int component, int s2s, int s2sTls) {
  /** Nobody can connect. */
  static final Ports NONE = new Ports(0, 0, 0, 0, 0, 0, 0);
}
