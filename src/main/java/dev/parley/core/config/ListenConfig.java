package dev.parley.core.config;

import org.jspecify.annotations.Nullable;

/**
 * The `listen` block: where clients find the server.
 *
 * @param c2s for clients that ask for STARTTLS (RFC 6120 §5); null if switched off
 * @param c2sDirectTls for clients that start with TLS (XEP-0368); null if switched off
 */
public record ListenConfig(@Nullable Listener c2s, @Nullable Listener c2sDirectTls) {
  public static final ListenConfig DEFAULT =
      new ListenConfig(new Listener("::", 5222), new Listener("::", 5223));

  public ListenConfig {
    Check.that(
        c2s == null
            || c2sDirectTls == null
            || c2s.port() == 0
            || c2s.port() != c2sDirectTls.port()
            || !c2s.host().equals(c2sDirectTls.host()),
        "c2sDirectTls",
        "must not use the port of listen.c2s");
  }

  /**
   * One listening socket.
   *
   * @param host address to bind; {@code ::} is every address, of IPv4 too
   * @param port TCP port; 0 picks a free one
   */
  public record Listener(String host, int port) {
    public Listener {
      Check.that(!host.isBlank(), "host", "must not be empty");
      Check.range("port", port, 0, 65_535);
    }
  }
}
