package dev.parley.modules.muc;

import dev.parley.core.module.IqRequest;
import dev.parley.core.storage.RoomStore;
import dev.parley.core.storage.RoomStore.Listed;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.rsm.Page;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;

/** Lists the public rooms of a service (XEP-0045 §6.3), in pages (XEP-0059). */
final class RoomList {
  private static final int PAGE = 100;

  private final RoomStore store;

  RoomList(RoomStore store) {
    this.store = store;
  }

  Future<Iq> answer(IqRequest request) {
    Element query = request.payload();
    Jid service = request.iq().to();
    if (query.attribute("node") != null || service == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    PageRequest page = PageRequest.within(query);
    if (page.isBackwards() || page.index() != null) {
      throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED, "rooms are listed forwards");
    }
    int size = page.size(PAGE);
    String after = page.after();
    return store
        .listed(service.domain(), after == null ? "" : after, size + 1)
        .map(rooms -> request.iq().result(list(rooms, size, page)));
  }

  private static Element list(List<Listed> rooms, int size, PageRequest page) {
    List<Listed> shown = rooms.subList(0, Math.min(size, rooms.size()));
    Element.Builder query = Element.builder(RoomDisco.ITEMS, "query");
    for (Listed room : shown) {
      String name = RoomRecords.config(room.config()).text(RoomField.ROOMNAME);
      query.child(
          Element.builder(RoomDisco.ITEMS, "item")
              .attribute("jid", room.jid().toString())
              .attribute("name", name.isEmpty() ? room.jid().local() : name)
              .build());
    }
    if (rooms.size() > size || !page.equals(PageRequest.FIRST)) {
      query.child(told(shown).toElement());
    }
    return query.build();
  }

  private static Page told(List<Listed> shown) {
    return shown.isEmpty()
        ? Page.empty(null)
        : new Page(
            shown.get(0).jid().toString(),
            shown.get(shown.size() - 1).jid().toString(),
            null,
            null);
  }
}
