package dev.parley.core.archive;

import dev.parley.core.home.RowIds;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.ArchiveStore.Filter;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A query in terms of the archive's rows: since the ids of rows tell their time, times and ids
 * limit one and the same range.
 *
 * @param filter what is wanted
 * @param rows the rows named in the query's {@code ids}, ascending; empty for all
 */
record Selection(Filter filter, List<Long> rows) {
  private static final long LAST_MILLIS = RowIds.millis(Long.MAX_VALUE);

  /** Copies the list. */
  Selection {
    rows = List.copyOf(rows);
  }

  /**
   * Translates a query.
   *
   * @param row gives the row of an id
   * @throws StanzaException with {@code item-not-found} if an id means no row
   */
  static Selection of(ArchiveQuery query, ToLongFunction<String> row) {
    long after = 0;
    long before = Long.MAX_VALUE;
    if (query.start() != null) {
      after = RowIds.first(ceiling(query.start())) - 1;
    }
    if (query.end() != null) {
      long millis = millis(query.end());
      before = millis >= LAST_MILLIS ? before : RowIds.first(millis + 1);
    }
    after = Math.max(after, known(query.afterId(), 0, row));
    after = Math.max(after, known(query.page().after(), 0, row));
    before = Math.min(before, known(query.beforeId(), before, row));
    before = Math.min(before, known(query.page().before(), before, row));
    List<String> words =
        query.text().isEmpty() ? List.of() : Words.wanted(query.text(), ArchiveStore.MOST_WORDS);
    return new Selection(
        new Filter(after, before, query.with(), words),
        query.ids().stream().map(id -> known(id, 0, row)).distinct().sorted().toList());
  }

  private static long known(@Nullable String id, long none, ToLongFunction<String> row) {
    if (id == null || id.isEmpty()) {
      return none;
    }
    long found = row.applyAsLong(id);
    if (found == 0) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    return found;
  }

  /** Rows have whole milliseconds: one that began before {@code start} is not wanted. */
  private static long ceiling(Instant start) {
    Instant whole = start.truncatedTo(ChronoUnit.MILLIS);
    long millis = millis(whole);
    return whole.equals(start) ? millis : Math.min(millis + 1, LAST_MILLIS);
  }

  private static long millis(Instant time) {
    long seconds = Math.max(0, Math.min(time.getEpochSecond(), LAST_MILLIS / 1000 - 1));
    return seconds == time.getEpochSecond() ? time.toEpochMilli() : seconds * 1000;
  }

  /** True if a row that was named is also in the range and of the conversation that is wanted. */
  boolean takes(long row, Jid peer) {
    Jid with = filter.peer();
    return row > filter.after()
        && row < filter.before()
        && (with == null || with.equals(with.isFull() ? peer : peer.bare()));
  }
}
