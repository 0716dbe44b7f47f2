package dev.parley.core.archive;

import dev.parley.core.home.ArchiveIds;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.ArchiveStore.Filter;
import dev.parley.core.storage.ArchiveStore.Row;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.rsm.Page;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers queries of archives, those of one home (XEP-0313 §4, §5). Used on one context only. */
public final class ArchiveReader {
  /** Questions of one person that are being answered; a further one has to wait. */
  static final int MOST_IN_PROGRESS = 16;

  /** Characters of the messages on one page, unless a single one has more. */
  private static final int PAGE_CHARACTERS = 1 << 20;

  private static final long SEARCH_MILLIS = 4_000;

  private final Vertx vertx;
  private final ArchiveStore store;
  private final WordIndex index;
  private final int pageSize;
  private final Map<Jid, Integer> inProgress = new HashMap<>();

  /**
   * Reads what the store has.
   *
   * @param pageSize messages on one page, at most
   */
  public ArchiveReader(Vertx vertx, ArchiveStore store, WordIndex index, int pageSize) {
    this.vertx = vertx;
    this.store = store;
    this.index = index;
    this.pageSize = pageSize;
  }

  /**
   * Somebody who may read an archive.
   *
   * @param owner whose archive it is
   * @param ids of its messages
   * @param asker full JID
   * @param view what the asker sees of a message
   */
  public record Reading(Jid owner, ArchiveIds ids, Jid asker, UnaryOperator<Message> view) {}

  /**
   * What to send: the results, then the end, with nothing between them.
   *
   * @param fin payload of the result of the IQ
   */
  public record Answer(List<Message> results, Element fin) {
    /** Copies the list. */
    public Answer {
      results = List.copyOf(results);
    }
  }

  /** The form of a query (§4.1.5). */
  public static Element form() {
    return Element.builder(ArchiveQuery.NS, ArchiveQuery.NAME).child(ArchiveQuery.form()).build();
  }

  /** How far an archive goes (§5). */
  public Future<Element> metadata(Jid owner, ArchiveIds ids) {
    return store
        .bounds(owner)
        .map(ends -> {
          Element.Builder metadata = Element.builder(ArchiveQuery.NS, "metadata");
          ends.ifPresent(some -> {
            metadata.child(end("start", ids.encode(owner, some.oldest()), some.oldest()));
            metadata.child(end("end", ids.encode(owner, some.newest()), some.newest()));
          });
          return metadata.build();
        });
  }

  private static Element end(String name, String id, long row) {
    return Element.builder(ArchiveQuery.NS, name)
        .attribute("id", id)
        .attribute("timestamp", Results.stamp(row))
        .build();
  }

  /**
   * Answers a query (§4).
   *
   * @param payload its {@code <query/>}
   * @throws StanzaException if it is wrong, or there are too many at a time
   */
  public Future<Answer> query(Reading reading, Element payload) {
    ArchiveQuery query = ArchiveQuery.parse(payload);
    if (query.references().size() > pageSize + 4) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "more than " + pageSize + " ids");
    }
    Jid owner = reading.owner();
    Selection selection = Selection.of(query, id -> reading.ids().decode(owner, id));
    Jid person = reading.asker().bare();
    if (inProgress.getOrDefault(person, 0) >= MOST_IN_PROGRESS) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many queries at a time");
    }
    inProgress.merge(person, 1, Integer::sum);
    return Future.succeededFuture()
        .compose(begun -> answer(reading, query, selection))
        .onComplete(
            ended -> inProgress.compute(person, (jid, n) -> n == null || n == 1 ? null : n - 1));
  }

  private Future<Answer> answer(Reading reading, ArchiveQuery query, Selection selection) {
    int limit = query.page().size(pageSize);
    Future<Void> known = known(reading, query);
    if (limit == 0) {
      return known
          .compose(there -> count(reading.owner(), selection))
          .map(page -> new Answer(List.of(), Results.fin(false, page)));
    }
    Future<List<Row>> rows = rows(reading.owner(), query, selection, limit + 1);
    return Future.all(known, rows)
        .map(read -> answer(reading, query, Cut.of(rows.result(), query.page(), limit)));
  }

  /** Fails with {@code item-not-found} unless every message that the query names is there. */
  private Future<Void> known(Reading reading, ArchiveQuery query) {
    List<Future<?>> searches = new ArrayList<>();
    for (String id : query.references()) {
      searches.add(
          store
              .find(reading.owner(), reading.ids().decode(reading.owner(), id))
              .compose(found ->
                  found.isPresent()
                      ? Future.succeededFuture()
                      : Future.failedFuture(new StanzaException(Condition.ITEM_NOT_FOUND))));
    }
    return searches.isEmpty() ? Future.succeededFuture() : Future.all(searches).mapEmpty();
  }

  private Future<Page> count(Jid owner, Selection selection) {
    if (!selection.rows().isEmpty()) {
      return Future.succeededFuture(Page.empty(selection.rows().size()));
    }
    if (!selection.filter().words().isEmpty()) {
      return Future.succeededFuture(Page.empty(null));
    }
    return store
        .count(owner, selection.filter())
        .map(count -> Page.empty((int) Math.min(count, Integer.MAX_VALUE)));
  }

  private Future<List<Row>> rows(Jid owner, ArchiveQuery query, Selection selection, int most) {
    boolean last = query.page().isBackwards();
    if (!selection.rows().isEmpty()) {
      return named(owner, selection).map(rows -> last ? end(rows, most) : begin(rows, most));
    }
    Filter filter = selection.filter();
    if (query.text().isEmpty()) {
      return store.page(owner, filter, last, most);
    }
    if (filter.words().isEmpty()) {
      // Nothing but punctuation is nowhere.
      return Future.succeededFuture(List.of());
    }
    return searchable(owner).compose(ready -> store.page(owner, filter, last, most));
  }

  private static List<Row> begin(List<Row> rows, int most) {
    return rows.subList(0, Math.min(most, rows.size()));
  }

  private static List<Row> end(List<Row> rows, int most) {
    return rows.subList(Math.max(0, rows.size() - most), rows.size());
  }

  private Future<List<Row>> named(Jid owner, Selection selection) {
    List<Future<Optional<Row>>> found = new ArrayList<>();
    selection.rows().forEach(row -> found.add(store.find(owner, row)));
    return Future.all(found)
        .map(all ->
            found.stream()
                .flatMap(each -> each.result().stream())
                .filter(row -> isWanted(selection, row))
                .toList());
  }

  private static boolean isWanted(Selection selection, Row row) {
    Message message = StoredMessages.read(row.stanza());
    if (message == null) {
      return false;
    }
    Jid peer = row.sent() ? message.to() : message.from();
    return peer != null
        && selection.takes(row.id(), peer)
        && Words.of(message).containsAll(selection.filter().words());
  }

  /** A first search may take long; then the index goes on growing, and the client asks again. */
  private Future<Void> searchable(Jid owner) {
    StanzaException later =
        new StanzaException(Condition.RESOURCE_CONSTRAINT, "the archive is being indexed");
    return Patience.within(vertx, SEARCH_MILLIS, index.catchUp(owner), later);
  }

  private static Answer answer(Reading reading, ArchiveQuery query, Cut cut) {
    Jid owner = reading.owner();
    List<Row> rows = new ArrayList<>(cut.rows());
    List<String> ids = new ArrayList<>(rows.size());
    rows.forEach(row -> ids.add(reading.ids().encode(owner, row.id())));
    Page page =
        rows.isEmpty()
            ? Page.empty(null)
            : new Page(ids.get(0), ids.get(ids.size() - 1), null, null);
    if (query.flipped()) {
      Collections.reverse(rows);
      Collections.reverse(ids);
    }
    List<Message> results = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      results.add(Results.result(reading, query.queryId(), ids.get(i), rows.get(i)));
    }
    return new Answer(results, Results.fin(cut.complete(), page));
  }

  /**
   * What fits on a page.
   *
   * @param complete true if nothing was left out
   */
  private record Cut(List<Row> rows, boolean complete) {

    /**
     * Cuts rows to a page, from the end where the page goes on.
     *
     * @param rows one more than fits, if there are so many
     */
    static Cut of(List<Row> rows, PageRequest page, int limit) {
      int fit = 0;
      int characters = 0;
      while (fit < rows.size() && fit < limit) {
        int at = page.isBackwards() ? rows.size() - 1 - fit : fit;
        characters += rows.get(at).stanza().length();
        if (fit > 0 && characters > PAGE_CHARACTERS) {
          break;
        }
        fit++;
      }
      boolean complete = fit == rows.size();
      return new Cut(
          page.isBackwards() ? rows.subList(rows.size() - fit, rows.size()) : rows.subList(0, fit),
          complete);
    }
  }
}
