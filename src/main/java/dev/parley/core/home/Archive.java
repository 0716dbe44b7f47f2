package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts keep what they send and receive (XEP-0313). A feature publishes one to its home;
 * the path of messages calls it in the order of each account, which is thereby the order of the
 * archive.
 */
public interface Archive {
  /** Which way a message goes, seen from the account in whose archive it is. */
  enum Direction {
    /** From a session of the account to somebody else. */
    SENT,
    /** To the account or one of its sessions; also what it sends to itself. */
    RECEIVED
  }

  /**
   * Begins to record a message, if the account's archive wants it. The row gets the next of the
   * home's {@link RowIds} before this returns, so rows stand in the order of the calls.
   *
   * @param owner an account of this home, loaded and existing
   * @param message as it passes: with its sender's full JID, without forged annotations, not yet
   *     with the archive's own stanza id
   * @return null if it is not archived: its kind, its hints (XEP-0334), or the owner's preferences
   *     (XEP-0441) say so
   */
  @Nullable Recorded record(LiveAccount owner, Message message, Direction direction);

  /**
   * Tries once more what failed, under the same id. Finding the row there already is success, since
   * an attempt that seemed to fail may have been committed.
   *
   * @param failed what {@link #record} returned for the same message
   * @return completes when the row would survive a crash; fails as {@link Recorded#committed}
   */
  Future<Void> again(LiveAccount owner, Message message, Direction direction, Recorded failed);

  /**
   * Looks for the row of a message that its client may be sending once more: the same way, with the
   * same peer, origin id (XEP-0359 §3) and body.
   *
   * @param after ids greater than this
   * @param before ids less than this
   * @return its row, committed; empty if there is none among the newest of that time
   */
  Future<Optional<Recorded>> find(
      LiveAccount owner, Message message, Direction direction, long after, long before);

  /**
   * One message, by the id by which clients know it; empty if there is none.
   *
   * @param owner bare, of this home, loaded
   */
  Future<Optional<Message>> message(Jid owner, String stanzaId);

  /**
   * The id by which clients know a message: {@link Recorded#stanzaId} once more.
   *
   * @param owner bare, of this home, loaded
   * @param id of a row of the owner's archive
   */
  String stanzaId(Jid owner, long id);

  /**
   * A message on its way into the archive.
   *
   * @param id of the row, from the home's {@link RowIds}
   * @param stanzaId the id by which clients know it (XEP-0359), unpredictable
   * @param committed completes, on the home's context, when the row would survive a crash; fails
   *     with {@link dev.parley.core.storage.StorageException}
   */
  record Recorded(long id, String stanzaId, Future<Void> committed) {}
}
