package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.AffiliationPrivilege;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.modules.muc.rules.Slice;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists people by role or affiliation (XEP-0045 §8.5, §9.2, §9.5, §9.8, §10.5, §10.8). */
final class AdminLists {
  /** More are told in pages (XEP-0059). */
  private static final int PAGE = 1_000;

  /** The answer to a get. */
  Element list(Room room, Element query, Jid asker) {
    List<Element> items =
        query.elements().stream().filter(child -> child.is(Muc.ADMIN, "item")).toList();
    if (items.size() != 1) {
      throw new StanzaException(Condition.BAD_REQUEST, "one list at a time");
    }
    String role = items.get(0).attribute("role");
    String affiliation = items.get(0).attribute("affiliation");
    if ((role == null) == (affiliation == null)) {
      throw new StanzaException(Condition.BAD_REQUEST, "a role or an affiliation is wanted");
    }
    List<Element> found =
        role != null
            ? inRole(room, asker, Role.named(role).orElseThrow(AdminLists::unknown))
            : affiliated(
                room, asker, Affiliation.named(affiliation).orElseThrow(AdminLists::unknown));
    return paged(query, found);
  }

  private static StanzaException unknown() {
    return new StanzaException(Condition.BAD_REQUEST, "no such list");
  }

  private static Element paged(Element query, List<Element> found) {
    PageRequest request = PageRequest.within(query);
    Slice<Element> slice = Slice.of(found, AdminLists::id, request, PAGE);
    Element.Builder answer = Element.builder(Muc.ADMIN, "query").children(slice.items());
    if (!slice.whole() || !request.equals(PageRequest.FIRST)) {
      answer.child(slice.page().toElement());
    }
    return answer.build();
  }

  private static String id(Element item) {
    String jid = item.attribute("jid");
    return String.valueOf(item.attribute("role") == null ? jid : item.attribute("nick"));
  }

  private static List<Element> inRole(Room room, Jid asker, Role role) {
    Occupant viewer = room.occupantOf(asker);
    boolean moderator = viewer != null && viewer.role() == Role.MODERATOR;
    boolean manages = AffiliationPrivilege.ASSIGN_MODERATORS.isOf(room.affiliation(asker));
    if (role == Role.MODERATOR ? !manages : !moderator && !manages) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    List<Element> items = new ArrayList<>();
    for (Occupant occupant : room.occupants()) {
      if (occupant.role() == role) {
        items.add(item(room.affiliation(occupant.bare()), occupant.shown().full(), occupant, null));
      }
    }
    return items;
  }

  private static List<Element> affiliated(Room room, Jid asker, Affiliation affiliation) {
    if (affiliation == Affiliation.NONE) {
      throw unknown();
    }
    if (!maySee(room, asker, affiliation)) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    return room.standings().entrySet().stream()
        .filter(one -> one.getValue().affiliation() == affiliation)
        .sorted(Map.Entry.comparingByKey())
        .map(one -> item(room, one.getKey(), one.getValue()))
        .toList();
  }

  /** True if somebody may see who has that affiliation. */
  static boolean maySee(Room room, Jid asker, Affiliation list) {
    Affiliation own = room.affiliation(asker);
    boolean open = room.config().isNonAnonymous() && isPrivy(room, asker);
    return switch (list) {
      case OUTCAST -> AffiliationPrivilege.BAN.isOf(own);
      case NONE -> false;
      case MEMBER -> open || AffiliationPrivilege.EDIT_MEMBER_LIST.isOf(own);
      case ADMIN -> open || AffiliationPrivilege.EDIT_ADMIN_LIST.isOf(own);
      case OWNER -> open || AffiliationPrivilege.EDIT_OWNER_LIST.isOf(own);
    };
  }

  /** In a room where addresses are known: members, and those there whom the room lets see. */
  private static boolean isPrivy(Room room, Jid asker) {
    Occupant occupant = room.occupantOf(asker);
    boolean shown =
        occupant != null
            && room.config().values(RoomField.GETMEMBERLIST).contains(occupant.role().wireName());
    return shown || AffiliationPrivilege.RETRIEVE_MEMBER_LIST.isOf(room.affiliation(asker));
  }

  private static Element item(Room room, Jid person, Standing standing) {
    List<Occupant> there = room.occupantsOf(person);
    if (!there.isEmpty()) {
      return item(standing.affiliation(), person, there.get(0), standing.reason());
    }
    Element.Builder item = begin(standing.affiliation(), person, standing.reason());
    return item.attribute("nick", standing.nick()).build();
  }

  private static Element item(
      Affiliation affiliation, Jid jid, Occupant occupant, @Nullable String reason) {
    return begin(affiliation, jid, reason)
        .attribute("nick", occupant.nick())
        .attribute("role", occupant.role().wireName())
        .build();
  }

  private static Element.Builder begin(Affiliation affiliation, Jid jid, @Nullable String reason) {
    Element.Builder item =
        Element.builder(Muc.ADMIN, "item")
            .attribute("affiliation", affiliation.wireName())
            .attribute("jid", jid.toString());
    if (reason != null) {
      item.child(Element.builder(Muc.ADMIN, "reason").text(reason).build());
    }
    return item;
  }
}
