package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeps archives small: all archives, and how their oldest messages go. All fail with {@link
 * StorageException}.
 */
public interface ArchiveUpkeep {

  /**
   * One archive.
   *
   * @param number never used for another
   * @param owner null if the owner is gone and the messages are to be deleted
   * @param keepDays the owner's own setting; null if there is none
   * @param oldest id of the first message; 0 if it is empty
   * @param indexed id up to which its words are indexed; 0 if they are not
   */
  record Archive(
      long number, @Nullable Jid owner, @Nullable Integer keepDays, long oldest, long indexed) {}

  /** At most {@code limit} archives with greater numbers, by number. */
  Future<List<Archive>> archives(long afterNumber, int limit);

  /** The archive of an owner; empty if there is none. */
  Future<Optional<Archive>> archive(Jid owner);

  /** The oldest messages with ids less than {@code before}, at most {@code limit}. */
  Future<List<ArchiveStore.Row>> oldest(Archive archive, long before, int limit);

  /**
   * Deletes messages up to an id, with what points at them.
   *
   * @param words of those that were indexed
   */
  Future<Void> delete(Archive archive, long upTo, List<ArchiveWords.Entry> words);

  /** Forgets an archive whose owner is gone and which is empty. */
  Future<Void> forget(Archive archive);

  /** For how many days an owner keeps messages; empty if there is no setting of their own. */
  Future<Optional<Integer>> keepDays(Jid owner);

  /**
   * Changes for how many days an owner keeps messages; false if there is no such archive.
   *
   * @param days 0 for ever; null for what holds for all
   */
  Future<Boolean> setKeepDays(Jid owner, @Nullable Integer days);
}
