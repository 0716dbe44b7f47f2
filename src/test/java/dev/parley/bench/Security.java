package dev.parley.bench;

/** How a client protects its stream. */
enum Security {
  /** No TLS; the server must have {@code tls.required} false. */
  PLAIN,
  /** TLS negotiated in the stream (RFC 6120 §5). */
  STARTTLS,
  /** TLS from the first byte (XEP-0368). */
  DIRECT,
  /** WebSocket over TLS (RFC 7395). */
  WEBSOCKET,
  /** BOSH over TLS (XEP-0124), by two connections. */
  BOSH,
  /** No TLS, on the port of components (XEP-0114). */
  COMPONENT
}
