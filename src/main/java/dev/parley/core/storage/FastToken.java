package dev.parley.core.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a token (XEP-0484). The token itself is not: the server derives it from this.
 *
 * @param mechanism the only one it can be used with
 * @param nonce random, different for each token; never changed after construction
 * @param issued to the millisecond
 * @param expires to the millisecond
 * @param used false until the client has come with it
 * @param count the highest that the client has shown with it (§3.4), 0 if it has shown none
 * @param appPassword the id of the app password that it stands for; null for the account's own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FastToken(
    String mechanism,
    byte[] nonce,
    Instant issued,
    Instant expires,
    boolean used,
    long count,
    @Nullable String appPassword) {
  /** Without the nonce. */
  @Override
  public String toString() {
    return "FastToken[" + mechanism + ", " + expires + "]";
  }
}
