package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stanzas that wait for their recipient (XEP-0160). All fail with {@link StorageException}. Writes
 * are committed together with their neighbours.
 */
public interface OfflineStore {

  /**
   * One waiting stanza.
   *
   * @param id unique for its owner, in the order of delivery
   * @param received when we took it, to the millisecond
   * @param stanza as XML
   * @param archived true if it is in the owner's archive under the same id
   */
  record Row(long id, Instant received, String stanza, boolean archived) {}

  /**
   * Adds a stanza; completes once it would survive a crash. Fails with kind {@code CONFLICT} if the
   * owner has one with this id, and {@code NO_ACCOUNT} if there is no such account.
   *
   * @param stanza as XML; null for one that is in the owner's archive under the same id, whose
   *     stanza is read from there, and which goes when that goes
   * @param bytes what it counts for in {@link #bytes}
   */
  Future<Void> append(Jid owner, long id, Instant received, @Nullable String stanza, int bytes);

  /** At most {@code limit} stanzas with ids greater than {@code afterId}, by id. */
  Future<List<Row>> load(Jid owner, long afterId, int limit);

  /** Removes the stanzas with these ids, as far as they are there. */
  Future<Void> delete(Jid owner, List<Long> ids);

  /** How many stanzas wait. */
  Future<Integer> count(Jid owner);

  /** The sum of the bytes of all that wait. */
  Future<Long> bytes(Jid owner);

  /** The greatest id of any owner, 0 if nothing waits. */
  Future<Long> maxId();
}
