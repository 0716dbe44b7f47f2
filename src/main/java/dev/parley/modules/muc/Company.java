package dev.parley.modules.muc;

import dev.parley.core.home.Domains;
import dev.parley.modules.muc.rules.Role;
import dev.parley.protocol.jid.Jid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is in one room, and the audiences that they are. */
final class Company {
  private final Domains domains;

  /** By nickname, in the order of their entry. */
  private final Map<String, Occupant> occupants = new LinkedHashMap<>();

  private final Map<Jid, Occupant> sessions = new HashMap<>();
  private @Nullable Audience everybody;
  private @Nullable Audience moderators;
  private @Nullable Audience others;

  Company(Domains domains) {
    this.domains = domains;
  }

  /** All, in the order of their entry. */
  Collection<Occupant> all() {
    return occupants.values();
  }

  /** Who has that nickname; null if nobody has. */
  @Nullable Occupant named(String nick) {
    return occupants.get(nick);
  }

  /** Who a session, by its full JID, is; null if it is not there. */
  @Nullable Occupant at(Jid full) {
    return sessions.get(full);
  }

  /** Those of a bare JID. */
  List<Occupant> of(Jid bare) {
    List<Occupant> found = new ArrayList<>(1);
    for (Occupant occupant : occupants.values()) {
      if (occupant.bare().equals(bare)) {
        found.add(occupant);
      }
    }
    return found;
  }

  /** How many sessions are there. */
  int size() {
    return sessions.size();
  }

  /** A session of an occupant, new or known, is there. */
  void seat(Occupant occupant, Seat seat) {
    occupants.putIfAbsent(occupant.nick(), occupant);
    sessions.put(seat.full(), occupant);
    occupant.show(seat);
    changed();
  }

  /** A session is there no more, and the occupant neither if it was the last. */
  void unseat(Occupant occupant, Seat seat) {
    sessions.remove(seat.full());
    occupant.remove(seat);
    if (occupant.seats().isEmpty()) {
      occupants.remove(occupant.nick(), occupant);
    }
    changed();
  }

  /** An occupant takes another nickname, which is free. */
  void rename(Occupant occupant, Jid renamed) {
    occupants.remove(occupant.nick(), occupant);
    occupant.rename(renamed);
    occupants.put(occupant.nick(), occupant);
  }

  /** Nobody is there any more. */
  void clear() {
    occupants.clear();
    sessions.clear();
    changed();
  }

  /** Who belongs to which audience has changed. */
  void changed() {
    everybody = null;
    moderators = null;
    others = null;
  }

  /** All sessions. */
  Audience everybody() {
    Audience known = everybody;
    if (known == null) {
      known = Audience.of(sessions.keySet(), domains);
      everybody = known;
    }
    return known;
  }

  /** The sessions of moderators. */
  Audience moderators() {
    Audience known = moderators;
    if (known == null) {
      known = audience(true);
      moderators = known;
    }
    return known;
  }

  /** Those of all others. */
  Audience others() {
    Audience known = others;
    if (known == null) {
      known = audience(false);
      others = known;
    }
    return known;
  }

  private Audience audience(boolean moderating) {
    List<Jid> members = new ArrayList<>();
    for (Occupant occupant : occupants.values()) {
      if ((occupant.role() == Role.MODERATOR) == moderating) {
        for (Seat seat : occupant.seats()) {
          members.add(seat.full());
        }
      }
    }
    return Audience.of(members, domains);
  }
}
