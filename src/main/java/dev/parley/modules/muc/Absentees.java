package dev.parley.modules.muc;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.home.Domains;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.MentionRules;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The members of a private group who are not there when something is said: a phone that has asked
 * for it (XEP-0357) is woken, as the settings of its owner say (XEP-0492), and its client enters
 * and catches up from the archive.
 */
final class Absentees {
  /** Larger rooms are no groups of people who wait for each other. */
  private static final int MOST = 200;

  private Absentees() {}

  /** The accounts of this server to be told, by their shards. */
  static Audience of(Room room, Domains domains) {
    if (!room.config().isMembersOnly() || room.standings().size() > MOST) {
      return Audience.NOBODY;
    }
    List<Jid> absent = new ArrayList<>();
    room.standings()
        .forEach((person, standing) -> {
          boolean member = standing.affiliation().isAtLeast(Affiliation.MEMBER);
          if (member && person.local() != null && room.occupantsOf(person).isEmpty()) {
            absent.add(person);
          }
        });
    return Audience.of(absent, domains);
  }

  /** Something was said, and is in the archive. */
  static void tell(Room room, Bus bus, Message said) {
    Audience absent = room.absentees();
    if (MentionRules.anyIn(said.children())) {
      absent = absent.without(mentioned(room, bus, said));
    }
    List<Audience.Group> groups = absent.local();
    for (int i = 0; i < groups.size(); i++) {
      Audience.Group group = groups.get(i);
      bus.send(Addresses.message(group.shard()), new ToMessage.Missed(said, group.sessions()));
    }
  }

  /**
   * Tells those who are mentioned by their occupant ids (XEP-0513 §3.1), in rooms of every kind if
   * they are members: only the room knows whom it means.
   *
   * @return whom it has told
   */
  private static Set<Jid> mentioned(Room room, Bus bus, Message said) {
    Set<Jid> told = new HashSet<>();
    for (Element child : said.children()) {
      String id = MentionRules.isMention(child) ? child.attribute("occupantid") : null;
      Jid person = id == null ? null : room.byId(id);
      if (person == null || !isAbsentMember(room, person) || !told.add(person)) {
        continue;
      }
      Element meant =
          Element.builder(child.namespace(), child.name())
              .attribute("jid", person.toString())
              .children(child.elements())
              .build();
      bus.send(
          Addresses.message(Shard.of(person)),
          new ToMessage.Missed(Archives.with(said, meant), List.of(person)));
    }
    return told;
  }

  private static boolean isAbsentMember(Room room, Jid person) {
    return person.local() != null
        && room.affiliation(person).isAtLeast(Affiliation.MEMBER)
        && room.isOfHere(person)
        && room.occupantsOf(person).isEmpty();
  }
}
