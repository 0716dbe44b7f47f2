package dev.parley.core.archive;

import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.ArchiveUpkeep;
import dev.parley.core.storage.ArchiveUpkeep.Archive;
import dev.parley.core.storage.ArchiveWords;
import io.vertx.core.Future;
import java.util.List;

/**
 * Deletes the oldest messages of an archive, with the words by which they are found: a slice at a
 * time, so that others who write to the database wait a few milliseconds at most.
 */
public final class Expiry {
  private static final int SLICE = 200;

  private final ArchiveUpkeep upkeep;

  /** Works on the archives of that store. */
  public Expiry(ArchiveUpkeep upkeep) {
    this.upkeep = upkeep;
  }

  /**
   * Deletes all messages with ids less than {@code before}.
   *
   * @return how many these were; fails with {@link dev.parley.core.storage.StorageException}
   */
  public Future<Long> delete(Archive archive, long before) {
    return slices(archive, before, 0);
  }

  private Future<Long> slices(Archive archive, long before, long deleted) {
    return upkeep
        .oldest(archive, before, SLICE)
        .compose(rows -> {
          if (rows.isEmpty()) {
            return Future.succeededFuture(deleted);
          }
          return upkeep
              .delete(archive, rows.get(rows.size() - 1).id(), words(archive, rows))
              .compose(done -> slices(archive, before, deleted + rows.size()));
        });
  }

  private static List<ArchiveWords.Entry> words(Archive archive, List<ArchiveStore.Row> rows) {
    return rows.get(0).id() > archive.indexed() ? List.of() : WordIndex.entries(rows);
  }
}
