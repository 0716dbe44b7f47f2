package dev.parley.core.config;

import java.time.Duration;

/**
 * The `http.websocket` block: client streams over WebSocket (RFC 7395).
 *
 * @param enabled whether they are served
 * @param pingInterval silence of a client after which it is sent a ping
 */
public record WebSocketConfig(boolean enabled, Duration pingInterval) {
  public static final WebSocketConfig DEFAULT = new WebSocketConfig(true, Duration.ofSeconds(45));

  public WebSocketConfig {
    Check.positive("pingInterval", pingInterval);
  }
}
