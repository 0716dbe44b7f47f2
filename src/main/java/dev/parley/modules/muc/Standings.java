package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.protocol.jid.Jid;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people are to one room, and the nicknames that are theirs, as it is stored. */
final class Standings {
  private final Map<Jid, Standing> standings = new HashMap<>();
  private final Map<String, Jid> reserved = new HashMap<>(0);

  /** By occupant id; empty until somebody is looked for. */
  private final Map<String, Jid> ids = new HashMap<>(0);

  private long version;

  /** Of the affiliations (XEP-0463). */
  long version() {
    return version;
  }

  void version(long reached) {
    version = reached;
  }

  /** Everybody who has an affiliation, by bare JID or domain. */
  Map<Jid, Standing> all() {
    return Collections.unmodifiableMap(standings);
  }

  /** What a person is, by address or by domain; {@link Standing#NONE} for strangers. */
  Standing of(Jid person) {
    Standing known = standings.get(person.bare());
    if (known == null && person.local() != null) {
      known = standings.get(person.domainJid());
    }
    return known == null ? Standing.NONE : known;
  }

  /** Whose a nickname is by registration; null if it is nobody's. */
  @Nullable Jid owner(String nick) {
    return reserved.get(nick);
  }

  /**
   * Who has that id (XEP-0421); null if it is nobody who has an affiliation.
   *
   * @param secret of the room
   */
  @Nullable Jid byId(byte[] secret, String id) {
    if (ids.size() != standings.size()) {
      standings.keySet().forEach(jid -> ids.put(OccupantIds.text(secret, jid), jid));
    }
    return ids.get(id);
  }

  /** Takes over an affiliation that is stored; that of nobody is forgotten. */
  void put(Jid person, Standing standing) {
    ids.clear();
    Standing before = standings.remove(person);
    if (before != null && before.nick() != null) {
      reserved.remove(before.nick(), person);
    }
    if (standing.affiliation() != Affiliation.NONE) {
      standings.put(person, standing);
      if (standing.nick() != null) {
        reserved.put(standing.nick(), person);
      }
    }
  }

  /** There is no room any more. */
  void clear() {
    standings.clear();
    reserved.clear();
    ids.clear();
    version = 0;
  }
}
