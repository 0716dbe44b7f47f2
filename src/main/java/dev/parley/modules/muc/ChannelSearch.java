package dev.parley.modules.muc;

import dev.parley.core.module.IqRequest;
import dev.parley.core.storage.RoomStore;
import dev.parley.core.storage.RoomStore.Listed;
import dev.parley.modules.muc.rules.ChannelQuery;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.rsm.Page;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches the public rooms of a service (XEP-0433), in pages (XEP-0059) ordered by address. A
 * search may have to look at all rooms; it does so in slices, and only a few go on at a time.
 */
final class ChannelSearch {
  static final String NS = "urn:xmpp:channel-search:0:search";

  private static final String ERRORS = "urn:xmpp:channel-search:0:error";
  private static final String ALL_KNOWN = "{urn:xmpp:channel-search:0:anonymity}none";
  private static final int PAGE = 100;
  private static final int SLICE = 200;
  private static final int MOST_AT_A_TIME = 4;
  private static final int RETRY_SECONDS = 5;

  private final RoomStore store;

  /** Searches that go on, of this home. */
  private int running;

  ChannelSearch(RoomStore store) {
    this.store = store;
  }

  /** One search, and what it has found so far. */
  private record Search(String domain, ChannelQuery query, int size, List<Listed> found) {
    boolean isDone() {
      return !query.rooms() || found.size() >= size;
    }
  }

  Future<Iq> answer(IqRequest request) {
    Element asked = request.payload();
    Jid service = request.iq().to();
    if (service == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    Element x = asked.child(DataForm.NAMESPACE, "x");
    if (x == null) {
      Element form = Element.builder(NS, "search").child(ChannelQuery.form().toElement()).build();
      return Future.succeededFuture(request.iq().result(form));
    }
    DataForm form = DataForm.parse(x);
    if (form == null) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    ChannelQuery query = ChannelQuery.read(form);
    PageRequest page = PageRequest.within(asked);
    if (page.isBackwards() || page.index() != null) {
      throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED, "rooms are listed forwards");
    }
    Search search = new Search(service.domain(), query, page.size(PAGE), new ArrayList<>());
    return run(search, page.after()).map(done -> request.iq().result(result(search.found())));
  }

  private Future<?> run(Search search, @Nullable String after) {
    if (running >= MOST_AT_A_TIME) {
      throw new StanzaException(
          StanzaError.of(Condition.RESOURCE_CONSTRAINT)
              .withApplication(
                  Element.builder(ERRORS, "rate-limit")
                      .attribute("retry-after", Integer.toString(RETRY_SECONDS))
                      .build()));
    }
    running++;
    return collect(search, after == null ? "" : after).onComplete(ended -> running--);
  }

  /** Looks at the rooms after an address until the page is full or there are no more. */
  private Future<?> collect(Search search, String after) {
    if (search.isDone()) {
      return Future.succeededFuture();
    }
    return store
        .listed(search.domain(), after, SLICE)
        .compose(rooms -> {
          for (Listed room : rooms) {
            boolean wanted =
                search.query().matches(room.jid().toString(), RoomRecords.config(room.config()));
            if (wanted && !search.isDone()) {
              search.found().add(room);
            }
          }
          return rooms.size() < SLICE
              ? Future.succeededFuture()
              : collect(search, rooms.get(SLICE - 1).jid().toString());
        });
  }

  private static Element result(List<Listed> rooms) {
    Element.Builder result = Element.builder(NS, "result");
    rooms.forEach(room -> result.child(item(room.jid(), RoomRecords.config(room.config()))));
    Page page =
        rooms.isEmpty()
            ? Page.empty(null)
            : new Page(
                rooms.get(0).jid().toString(),
                rooms.get(rooms.size() - 1).jid().toString(),
                null,
                null);
    return result.child(page.toElement()).build();
  }

  /** §6.2; how many are there is not known where this is asked. */
  private static Element item(Jid room, RoomConfig config) {
    Element.Builder item = Element.builder(NS, "item").attribute("address", room.toString());
    add(item, "name", config.text(RoomField.ROOMNAME));
    add(item, "description", config.text(RoomField.ROOMDESC));
    add(item, "language", config.text(RoomField.LANG));
    add(item, "service-type", "xep-0045");
    boolean open = !config.isMembersOnly() && config.password().isEmpty();
    add(item, "is-open", open ? "true" : "");
    add(item, "anonymity-mode", config.isNonAnonymous() ? ALL_KNOWN : "muc_semianonymous");
    return item.build();
  }

  private static void add(Element.Builder item, String name, String text) {
    if (!text.isEmpty()) {
      item.child(Element.builder(NS, name).text(text).build());
    }
  }
}
