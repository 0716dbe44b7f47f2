package dev.parley.core.archive;

import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.ArchiveStore.Filter;
import dev.parley.core.storage.ArchiveWords;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes archives searchable, those of one home. An archive is indexed when it is searched first,
 * and what has come since then when it is searched again: who does not search pays nothing.
 */
public final class WordIndex {
  /** Messages indexed at a time: bounds how long others wait for the database. */
  private static final int SLICE = 100;

  private final ArchiveStore store;
  private final ArchiveWords words;
  private final Map<Jid, Future<?>> busy = new HashMap<>();
  private final Map<Jid, Future<Void>> running = new HashMap<>();

  /** Indexes what the store has. */
  public WordIndex(ArchiveStore store, ArchiveWords words) {
    this.store = store;
    this.words = words;
  }

  /** Does something with an archive while nothing else is done that changes its words. */
  public <T> Future<T> alone(Jid owner, Supplier<Future<T>> task) {
    Future<?> before = busy.getOrDefault(owner, Future.succeededFuture());
    Future<T> done = before.transform(ended -> task.get());
    busy.put(owner, done);
    done.onComplete(ended -> busy.remove(owner, done));
    return done;
  }

  /** Completes when all that the archive holds now can be searched. */
  public Future<Void> catchUp(Jid owner) {
    Future<Void> already = running.get(owner);
    if (already != null) {
      return already;
    }
    Future<Void> done = words.indexedUpTo(owner).compose(upTo -> slices(owner, upTo));
    running.put(owner, done);
    done.onComplete(ended -> running.remove(owner, done));
    return done;
  }

  private Future<Void> slices(Jid owner, long upTo) {
    return alone(owner, () -> slice(owner, upTo))
        .compose(next -> next == upTo ? Future.succeededFuture() : slices(owner, next));
  }

  /** Gives the id up to which the archive is indexed then. */
  private Future<Long> slice(Jid owner, long upTo) {
    return store
        .page(owner, new Filter(upTo, Long.MAX_VALUE, null, List.of()), false, SLICE)
        .compose(rows -> {
          if (rows.isEmpty()) {
            return Future.succeededFuture(upTo);
          }
          long last = rows.get(rows.size() - 1).id();
          return words.index(owner, entries(rows), last).map(last);
        });
  }

  /** The words of messages; those without any are left out. */
  public static List<ArchiveWords.Entry> entries(List<ArchiveStore.Row> rows) {
    List<ArchiveWords.Entry> entries = new ArrayList<>(rows.size());
    for (ArchiveStore.Row row : rows) {
      Message message = StoredMessages.read(row.stanza());
      List<String> found = message == null ? List.of() : Words.of(message);
      if (!found.isEmpty()) {
        entries.add(new ArchiveWords.Entry(row.id(), found));
      }
    }
    return entries;
  }
}
