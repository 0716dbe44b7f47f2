package dev.parley.core.auth.sasl;

import java.util.Set;

/**
 * What both ends of one TLS connection know, and nobody between them (RFC 5056).
 *
 * @param type registered name, for example {@code tls-exporter}
 * @param data never changed after construction
 */
@SuppressWarnings("ArrayRecordComponent") // compared by type only
public record ChannelBinding(String type, byte[] data) {
  /**
   * The first message of the handshake's end (RFC 5929 §3); TLS 1.3 has none, and the JDK gives it
   * for no version.
   */
  public static final String UNIQUE = "tls-unique";

  /** The hash of the server's certificate (RFC 5929 §4). */
  public static final String SERVER_END_POINT = "tls-server-end-point";

  /** Keying material exported from the TLS connection (RFC 9266). */
  public static final String EXPORTER = "tls-exporter";

  /** What some clients try though it was not offered, for they do not read the offer. */
  static final Set<String> UNASKED = Set.of(UNIQUE, EXPORTER);

  @Override
  public String toString() {
    return type;
  }
}
