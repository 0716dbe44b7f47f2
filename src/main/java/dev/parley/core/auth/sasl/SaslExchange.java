package dev.parley.core.auth.sasl;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one authentication (RFC 4422 §3).
 *
 * <p>It does no I/O but through its {@link CredentialSource}. A wrong client makes it throw, or its
 * future fail with, {@link SaslException}; any other failure is the server's own. Either ends it.
 * Calls come one after the other, each when the future of the one before is complete.
 */
public interface SaslExchange {
  /**
   * Begins.
   *
   * @param initial the client's initial response; null if it sent none, which is not the same as an
   *     empty one (RFC 6120 §6.4.2)
   */
  Future<Step> start(byte @Nullable [] initial);

  /** Takes the client's answer to the last challenge. */
  Future<Step> respond(byte[] response);
}
