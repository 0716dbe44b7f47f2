package dev.parley.core.http;

/** Where streams are reached over HTTP: known to who serves them and to who tells clients. */
public final class StreamPaths {
  /** WebSocket (RFC 7395). */
  public static final String WEBSOCKET = "/xmpp-websocket";

  /** BOSH (XEP-0124). */
  public static final String BOSH = "/http-bind";

  private StreamPaths() {}
}
