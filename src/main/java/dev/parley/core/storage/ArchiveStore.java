package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages that accounts and rooms keep (XEP-0313). All fail with {@link StorageException},
 * writes to an archive that does not exist with kind {@code NO_ACCOUNT}. An account has an archive
 * as long as it exists; its owner is the bare JID. Writes are committed together with their
 * neighbours.
 */
public interface ArchiveStore {

  /**
   * A message to be kept.
   *
   * @param id unique for its owner, in the order of the archive; its upper 44 bits are the time
   * @param peer the other side: bare or full
   * @param sent true if the owner sent it
   * @param messageId the stanza's id, which its sender chose; null if it has none
   * @param stanza as XML
   */
  record Entry(long id, Jid peer, boolean sent, @Nullable String messageId, String stanza) {}

  /**
   * A message that is kept.
   *
   * @param stanza as XML
   */
  record Row(long id, boolean sent, String stanza) {}

  /**
   * Which messages are wanted.
   *
   * @param after ids greater than this; 0 for all
   * @param before ids less than this; {@link Long#MAX_VALUE} for all
   * @param peer the other side; with a resource only that one; null for all
   * @param words all of which the message has, as {@link ArchiveWords#index} was given them; at
   *     most {@link #MOST_WORDS}, empty for all
   */
  record Filter(long after, long before, @Nullable Jid peer, List<String> words) {
    /** All messages. */
    public static final Filter ALL = new Filter(0, Long.MAX_VALUE, null, List.of());

    /** Copies the list. */
    public Filter {
      words = List.copyOf(words);
      if (words.size() > MOST_WORDS) {
        throw new IllegalArgumentException("too many words");
      }
    }
  }

  /** The first and the last message of an archive. */
  record Bounds(long oldest, long newest) {}

  /** Most words that a filter can have. */
  int MOST_WORDS = 8;

  /** Makes an archive for a room, if it has none. */
  Future<Void> open(Jid owner);

  /** Removes the archive of a room at once: a later owner of the name inherits nothing. */
  Future<Void> remove(Jid owner);

  /**
   * Adds a message; completes once it would survive a crash. Fails with kind {@code CONFLICT} if
   * the owner has one with this id.
   */
  Future<Void> append(Jid owner, Entry entry);

  /**
   * At most {@code limit} messages, always in the order of the archive.
   *
   * @param last true for the last ones that the filter selects, false for the first ones
   */
  Future<List<Row>> page(Jid owner, Filter filter, boolean last, int limit);

  /** How many messages a filter without words selects. */
  Future<Long> count(Jid owner, Filter filter);

  /** One message, empty if there is none with this id. */
  Future<Optional<Row>> find(Jid owner, long id);

  /** The newest messages from or to a bare JID that have an id which their sender chose. */
  Future<List<Row>> findByMessageId(Jid owner, Jid peer, String messageId, int limit);

  /**
   * The messages from or to a bare JID that have an id which their sender chose, among the newest
   * of a time; newest first.
   *
   * @param after ids greater than this
   * @param before ids less than this
   * @param most how many messages of any kind are looked at
   */
  Future<List<Row>> findByMessageId(
      Jid owner, Jid peer, String messageId, long after, long before, int most);

  /**
   * Replaces what a message says; id and peer stay. False if there is no such message. It is no
   * longer found by its words.
   *
   * @param words that it was indexed with, if it was
   */
  Future<Boolean> replace(Jid owner, long id, String stanza, List<String> words);

  /** The ends of an archive, empty if it is. */
  Future<Optional<Bounds>> bounds(Jid owner);
}
