package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists of people and domains whom nobody here hears of. All fail with {@link StorageException}.
 */
public interface BlocklistStore {
  /** The name of the operator's own list; those of others have their address as name. */
  String OWN = "";

  /**
   * One entry.
   *
   * @param hash SHA-256 of a bare JID or a domain, in lower-case hexadecimal digits
   * @param jid who it is; null where a list tells the hash alone
   * @param reason a URN as {@code urn:xmpp:reporting:spam}; empty if none is given
   * @param since when it was added, to the millisecond
   */
  record Entry(String hash, @Nullable Jid jid, String reason, Instant since) {}

  /** All of a list, the oldest first. */
  Future<List<Entry>> load(String list);

  /** How many entries each list has; none for those without. */
  Future<Map<String, Integer>> sizes();

  /**
   * Adds to a list, and removes from it, in one. What is there already gets the new reason.
   *
   * @param removed hashes; those that are not there do not matter
   * @return how many were removed
   */
  Future<Integer> change(String list, Collection<Entry> added, Collection<String> removed);

  /** Empties a list. */
  Future<Void> clear(String list);
}
