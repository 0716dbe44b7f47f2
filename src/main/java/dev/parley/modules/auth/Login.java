package dev.parley.modules.auth;

import dev.parley.core.auth.Wishes;
import dev.parley.core.auth.sasl.SaslExchange;
import dev.parley.core.auth.sasl.SaslMechanism;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one stream has tried so far. Used on the context of its shard only. */
final class Login {
  /** The attempt under way; null between attempts. */
  @Nullable Trial trial;

  /** What the client has still to do before it is let in; null if it has not come so far. */
  @Nullable Tasks tasks;

  /** True while the answer to a request is being worked out. */
  boolean busy;

  /** Attempts that have failed on a name or a password. */
  int failures;

  /**
   * True once the client has tried to bind to the connection by a way that this connection does not
   * have, as {@code tls-unique}: it knows no other way, and is treated as one that cannot bind.
   */
  boolean bindsOtherwise;

  /** When the stream last asked for something, in nanoseconds. */
  long touched;

  /**
   * One attempt.
   *
   * @param began of the account changes, when it began
   * @param wishes what XEP-0388 adds; null for the profile of RFC 6120
   * @param tokens for what the client may be given a token
   */
  record Trial(
      SaslExchange exchange,
      SaslMechanism mechanism,
      Checks checks,
      long began,
      @Nullable Wishes wishes,
      List<SaslMechanism> tokens) {}
}
