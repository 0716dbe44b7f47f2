package dev.parley.modules.muc;

import dev.parley.core.command.CommandDisco;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.modules.muc.rules.RoomInfo;
import dev.parley.modules.muc.rules.Slice;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What service discovery tells of a room (XEP-0045 §6.4, §6.5, §7.12). */
final class RoomDisco {
  static final String INFO = "http://jabber.org/protocol/disco#info";
  static final String ITEMS = "http://jabber.org/protocol/disco#items";

  private static final String RESERVED_NICK = "x-roomuser-item";
  private static final String TRAFFIC = "http://jabber.org/protocol/muc#traffic";
  private static final int PAGE = 500;

  private final RoomCommands commands;

  RoomDisco(RoomCommands commands) {
    this.commands = commands;
  }

  Future<@Nullable Iq> info(Room room, Iq iq, Jid asker) {
    Element query = query(room, iq);
    String node = query.attribute("node");
    Element.Builder answer = Element.builder(INFO, "query").attribute("node", node);
    if (RESERVED_NICK.equals(node)) {
      String nick = room.standings().getOrDefault(asker.bare(), Standing.NONE).nick();
      if (nick != null) {
        answer.child(identity(nick));
      }
      return Future.succeededFuture(iq.result(answer.build()));
    }
    if (node != null && commands.covers(node)) {
      return Future.succeededFuture(iq.result(commands.info(room, asker, node)));
    }
    if (TRAFFIC.equals(node)) {
      // §17.1.1: so says a room that passes everything on.
      throw new StanzaException(Condition.SERVICE_UNAVAILABLE);
    }
    if (node != null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    RoomInfo info = info(room, asker);
    answer.child(identity(name(room)));
    info.features()
        .forEach(feature ->
            answer.child(Element.builder(INFO, "feature").attribute("var", feature).build()));
    answer.children(info.forms());
    return Future.succeededFuture(iq.result(answer.build()));
  }

  private static Element query(Room room, Iq iq) {
    Element query = iq.payload();
    if (!room.exists() || room.isLocked() && iq.type() == Iq.Type.SET) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (query == null || iq.type() != Iq.Type.GET) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    return query;
  }

  private static Element identity(String name) {
    return Element.builder(INFO, "identity")
        .attribute("category", "conference")
        .attribute("type", "text")
        .attribute("name", name)
        .build();
  }

  static String name(Room room) {
    String name = room.config().text(RoomField.ROOMNAME);
    return name.isEmpty() ? String.valueOf(room.jid().local()) : name;
  }

  private static RoomInfo info(Room room, Jid asker) {
    Message subject = isPrivy(room, asker) ? room.subject() : null;
    Element words = subject == null ? null : subject.child(Namespaces.CLIENT, "subject");
    return new RoomInfo(
        room.config(),
        words == null ? "" : words.text(),
        room.occupants().size(),
        room.activity().perHour(System.nanoTime()));
  }

  /** Strangers do not hear what is talked about where they may not come in. */
  private static boolean isPrivy(Room room, Jid asker) {
    Affiliation own = room.affiliation(asker);
    boolean open = !room.config().isMembersOnly() && room.config().password().isEmpty();
    return room.occupantOf(asker) != null
        || own.isAtLeast(Affiliation.MEMBER)
        || own == Affiliation.NONE && open;
  }

  /** Who is there is told to those who are there (§6.5). */
  Future<@Nullable Iq> items(Room room, Iq iq, Jid asker) {
    Element query = query(room, iq);
    if (CommandDisco.NS.equals(query.attribute("node"))) {
      Element.Builder list =
          Element.builder(ITEMS, "query")
              .attribute("node", CommandDisco.NS)
              .children(commands.items(room, asker));
      return Future.succeededFuture(iq.result(list.build()));
    }
    if (query.attribute("node") != null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    boolean there = room.occupantOf(asker) != null;
    PageRequest request = PageRequest.within(query);
    List<Element> all =
        there
            ? room.occupants().stream()
                .filter(occupant -> room.config().shows(occupant.role()))
                .map(RoomDisco::item)
                .toList()
            : List.of();
    Slice<Element> slice =
        Slice.of(all, item -> String.valueOf(item.attribute("jid")), request, PAGE);
    Element.Builder answer = Element.builder(ITEMS, "query").children(slice.items());
    if (!slice.whole() || !request.equals(PageRequest.FIRST)) {
      answer.child(slice.page().toElement());
    }
    return Future.succeededFuture(iq.result(answer.build()));
  }

  private static Element item(Occupant occupant) {
    return Element.builder(ITEMS, "item")
        .attribute("jid", occupant.jid().toString())
        .attribute("name", occupant.nick())
        .build();
  }
}
