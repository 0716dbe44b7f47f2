package dev.parley.modules.archive;

import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.module.IqRequest;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.ArchiveStore.Filter;
import dev.parley.core.storage.ArchiveStore.Row;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.rsm.Page;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what clients ask of the archives of one home (XEP-0313 §4, §5). */
final class Queries {
  /** Questions of one account that are being answered; a further one has to wait. */
  static final int MOST_IN_PROGRESS = 16;

  /** Characters of the messages on one page, unless a single one has more. */
  private static final int PAGE_CHARACTERS = 1 << 20;

  private static final long SEARCH_MILLIS = 4_000;

  private final Home home;
  private final AccountArchives archives;
  private final ArchiveStore store;
  private final WordIndex index;
  private final int pageSize;
  private final Map<Jid, Integer> inProgress = new HashMap<>();

  Queries(Home home, AccountArchives archives, ArchiveStore store, WordIndex index, int pageSize) {
    this.home = home;
    this.archives = archives;
    this.store = store;
    this.index = index;
    this.pageSize = pageSize;
  }

  /** §4.1.5. */
  Future<Iq> form(IqRequest request) {
    return Future.succeededFuture(
        request
            .iq()
            .result(
                Element.builder(ArchiveModule.NS, ArchiveQuery.NAME)
                    .child(ArchiveQuery.form())
                    .build()));
  }

  /** §5. */
  Future<Iq> metadata(IqRequest request) {
    Jid owner = request.theAccount().jid();
    return store.bounds(owner).map(ends -> request.iq().result(metadata(owner, ends)));
  }

  /** XEP-0386 §3.2: who binds is told how far the archive goes. */
  Future<Optional<Element>> bind(LiveAccount account, Session session, @Nullable Element request) {
    Jid owner = account.jid();
    return store.bounds(owner).map(ends -> Optional.of(metadata(owner, ends)));
  }

  private Element metadata(Jid owner, Optional<ArchiveStore.Bounds> ends) {
    Element.Builder metadata = Element.builder(ArchiveModule.NS, "metadata");
    ends.ifPresent(some -> {
      metadata.child(end("start", owner, some.oldest()));
      metadata.child(end("end", owner, some.newest()));
    });
    return metadata.build();
  }

  private Element end(String name, Jid owner, long row) {
    return Element.builder(ArchiveModule.NS, name)
        .attribute("id", archives.ids().encode(owner, row))
        .attribute("timestamp", Results.stamp(row))
        .build();
  }

  /** §4: the results, and then the answer, in one turn, so that nothing comes between them. */
  Future<Iq> query(IqRequest request) {
    Jid owner = request.theAccount().jid();
    ArchiveQuery query = ArchiveQuery.parse(request.payload());
    if (query.references().size() > pageSize + 4) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "more than " + pageSize + " ids");
    }
    Selection selection = Selection.of(query, id -> archives.ids().decode(owner, id));
    if (inProgress.getOrDefault(owner, 0) >= MOST_IN_PROGRESS) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many queries at a time");
    }
    inProgress.merge(owner, 1, Integer::sum);
    return Future.succeededFuture()
        .compose(begun -> answer(request, owner, query, selection))
        .onComplete(
            ended -> inProgress.compute(owner, (jid, n) -> n == null || n == 1 ? null : n - 1));
  }

  private Future<Iq> answer(IqRequest request, Jid owner, ArchiveQuery query, Selection selection) {
    int limit = query.page().size(pageSize);
    Future<Void> known = known(owner, query);
    if (limit == 0) {
      return known
          .compose(there -> count(owner, selection))
          .map(page -> request.iq().result(Results.fin(false, page)));
    }
    Future<List<Row>> rows = rows(owner, query, selection, limit + 1);
    return Future.all(known, rows)
        .map(read -> send(request, owner, query, Cut.of(rows.result(), query.page(), limit)));
  }

  /** Fails with {@code item-not-found} unless every message that the query names is there. */
  private Future<Void> known(Jid owner, ArchiveQuery query) {
    List<Future<?>> searches = new ArrayList<>();
    for (String id : query.references()) {
      searches.add(
          store
              .find(owner, archives.ids().decode(owner, id))
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
    return Patience.within(home.bus().vertx(), SEARCH_MILLIS, index.catchUp(owner), later);
  }

  private Iq send(IqRequest request, Jid owner, ArchiveQuery query, Cut cut) {
    List<Row> rows = new ArrayList<>(cut.rows());
    List<String> ids = new ArrayList<>(rows.size());
    rows.forEach(row -> ids.add(archives.ids().encode(owner, row.id())));
    Page page =
        rows.isEmpty()
            ? Page.empty(null)
            : new Page(ids.get(0), ids.get(ids.size() - 1), null, null);
    if (query.flipped()) {
      Collections.reverse(rows);
      Collections.reverse(ids);
    }
    for (int i = 0; i < rows.size(); i++) {
      home.answer(Results.result(owner, request.asker(), query.queryId(), ids.get(i), rows.get(i)));
    }
    return request.iq().result(Results.fin(cut.complete(), page));
  }

  /**
   * What fits on a page.
   *
   * @param complete true if nothing was left out
   */
  record Cut(List<Row> rows, boolean complete) {

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
