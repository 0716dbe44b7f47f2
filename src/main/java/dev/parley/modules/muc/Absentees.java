package dev.parley.modules.muc;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.ToMessage;
import dev.parley.core.home.Domains;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import java.util.ArrayList;
import java.util.List;

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
    List<Audience.Group> groups = room.absentees().local();
    for (int i = 0; i < groups.size(); i++) {
      Audience.Group group = groups.get(i);
      bus.send(Addresses.message(group.shard()), new ToMessage.Missed(said, group.sessions()));
    }
  }
}
