package dev.parley.core.auth.sasl;

import dev.parley.core.storage.FastToken;

/**
 * A token that a client can show (XEP-0484).
 *
 * @param text as the client was given it
 * @param kept what is stored of it
 * @param isExpired whether its time is over
 */
public record TokenSecret(String text, FastToken kept, boolean isExpired) {
  /** Without the token. */
  @Override
  public String toString() {
    return kept.toString();
  }
}
