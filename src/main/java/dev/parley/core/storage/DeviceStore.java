package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clients that accounts were entered with, and their tokens. All fail with {@link
 * StorageException}; JIDs are bare.
 */
public interface DeviceStore {

  /**
   * Takes note that a client has come in: adds it, or brings what is known of it up to date.
   *
   * @param token given to the client, in place of one that it was given and has not used; null for
   *     none
   * @return fails with kind {@code NO_ACCOUNT} if there is no such account
   */
  Future<Void> entered(Jid account, Device device, @Nullable FastToken token);

  /** All of an account, the last seen first. */
  Future<List<Device>> list(Jid account);

  /** The tokens of a device: none, one, or a used one and a newer one. */
  Future<List<FastToken>> tokens(Jid account, String device);

  /** The ids of the devices that have tokens which are valid at that time. */
  Future<List<String>> withTokens(Jid account, Instant now);

  /**
   * Uses a token: the one that was used before it is gone then (XEP-0484 §3.5).
   *
   * @param count as the client has shown it, 0 for none
   * @return false if the token is gone, or was used with this count or a higher one
   */
  Future<Boolean> use(Jid account, String device, FastToken token, long count);

  /** Removes a token. */
  Future<Void> invalidate(Jid account, String device, FastToken token);

  /** Takes note of when a client was there; nothing happens if it is not known. */
  Future<Void> seen(Jid account, String device, Instant now);

  /** Forgets a client, its tokens and what is announced to it; false if it is not known. */
  Future<Boolean> remove(Jid account, String device);

  /**
   * Forgets those that were last seen before that time, and the rest down to a number, the last
   * seen last.
   */
  Future<Void> prune(Jid account, Instant before, int most);
}
