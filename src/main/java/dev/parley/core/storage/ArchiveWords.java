package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;

/**
 * The index of the words in archives, made for those archives that are searched. All fail with
 * {@link StorageException}.
 */
public interface ArchiveWords {

  /**
   * The words of one message.
   *
   * @param words each once
   */
  record Entry(long id, List<String> words) {
    /** Copies the list. */
    public Entry {
      words = List.copyOf(words);
    }
  }

  /** The id up to which the archive is indexed, 0 if nothing is. */
  Future<Long> indexedUpTo(Jid owner);

  /**
   * Adds messages, at once, and raises {@link #indexedUpTo}; those that are gone meanwhile are left
   * out.
   *
   * @param upTo id up to which all are indexed now
   */
  Future<Void> index(Jid owner, List<Entry> entries, long upTo);
}
