package dev.parley.modules.muc;

import dev.parley.core.home.Domains;
import dev.parley.core.home.Lane;
import dev.parley.core.storage.RoomStore.StoredRoom;
import dev.parley.modules.muc.rules.Activity;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The live state of one room: what is stored of it, and who is there. Used on the context of its
 * home, and in the order of its lane. An address where there is no room has such a state as well
 * while somebody asks for it.
 */
final class Room {
  private static final byte[] NO_SECRET = new byte[0];

  private final Jid jid;
  private final Domains domains;
  private final Lane lane = new Lane();
  private final History history = new History();
  private final SlowMode slowMode = new SlowMode();
  private final Activity activity = new Activity(System.nanoTime());
  private final Standings standings = new Standings();
  private final Company company;
  private RoomConfig config = RoomConfig.DEFAULT;
  private byte[] secret = NO_SECRET;
  private @Nullable Message subject;
  private @Nullable Throwable failure;
  private @Nullable Audience absentees;
  private long touched;
  private boolean exists;
  private boolean locked;

  Room(Jid jid, Domains domains) {
    this.jid = jid;
    this.domains = domains;
    this.company = new Company(domains);
  }

  /** The room's bare JID. */
  Jid jid() {
    return jid;
  }

  /** In which everything happens that concerns the room. */
  Lane lane() {
    return lane;
  }

  /** What was said last. */
  History history() {
    return history;
  }

  /** How much is said. */
  Activity activity() {
    return activity;
  }

  /** How often people may say something. */
  SlowMode slowMode() {
    return slowMode;
  }

  /** Takes over what is stored. */
  void loaded(StoredRoom stored) {
    exists = true;
    standings.version(stored.version());
    secret = stored.secret();
    config = RoomRecords.config(stored.settings().config());
    String words = stored.subject();
    subject = words == null ? null : RoomRecords.message(words);
    stored
        .affiliations()
        .forEach(one ->
            Affiliation.named(one.affiliation())
                .ifPresent(affiliation ->
                    stand(
                        one.jid(),
                        new Standing(
                            affiliation, one.nick(), one.reason(), one.version(), one.begun()))));
  }

  /** It could not be read; all who ask are told so. */
  void failed(Throwable cause) {
    failure = cause;
  }

  /** Why it could not be read; null if it could. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** False if there is no room at this address. */
  boolean exists() {
    return exists;
  }

  /** True until its creator has configured it: nobody else may enter (XEP-0045 §10.1.1). */
  boolean isLocked() {
    return locked;
  }

  void locked(boolean shut) {
    locked = shut;
  }

  /** The room is gone; nobody is there any more. */
  void vanished() {
    exists = false;
    locked = false;
    config = RoomConfig.DEFAULT;
    secret = NO_SECRET;
    subject = null;
    standings.clear();
    company.clear();
    absentees = null;
    history.forget();
  }

  /** How it is set up. */
  RoomConfig config() {
    return config;
  }

  /** Takes over a configuration that is stored. */
  void configured(RoomConfig changed) {
    config = changed;
    history.forget();
    company.all().forEach(Occupant::changed);
    reseated();
  }

  /** Of which occupant ids are made. */
  byte[] secret() {
    return secret;
  }

  /** The message that set the subject, with its time; null if none has. */
  @Nullable Message subject() {
    return subject;
  }

  void subject(Message set) {
    subject = set;
  }

  /** Of the affiliations (XEP-0463). */
  long version() {
    return standings.version();
  }

  void version(long reached) {
    standings.version(reached);
  }

  /** Everybody who has an affiliation, by bare JID or domain. */
  Map<Jid, Standing> standings() {
    return standings.all();
  }

  /** What a person is to the room; {@link Standing#NONE} for strangers. */
  Standing standing(Jid person) {
    return standings.of(person);
  }

  /** Who of those with an affiliation has that occupant id; null if nobody has. */
  @Nullable Jid byId(String id) {
    return standings.byId(secret, id);
  }

  /** What a person is to the room. */
  Affiliation affiliation(Jid person) {
    return standing(person).affiliation();
  }

  /** Takes over an affiliation that is stored; that of nobody is forgotten. */
  void stand(Jid person, Standing standing) {
    absentees = null;
    standings.put(person, standing);
    for (Occupant occupant : company.all()) {
      if (occupant.bare().equals(person) || person.isDomain()) {
        occupant.changed();
      }
    }
  }

  /** Whose a nickname is by registration; null if it is nobody's. */
  @Nullable Jid owner(String nick) {
    return standings.owner(nick);
  }

  /** True for an account of this server. */
  boolean isOfHere(Jid person) {
    return domains.isLocal(person.domain());
  }

  /** All who are there, in the order of their entry. */
  Collection<Occupant> occupants() {
    return company.all();
  }

  /** Who has that nickname; null if nobody has. */
  @Nullable Occupant occupant(String nick) {
    return company.named(nick);
  }

  /** Who a session, by its full JID, is in this room; null if it is not there. */
  @Nullable Occupant occupantOf(Jid full) {
    return company.at(full);
  }

  /** Those of a bare JID. */
  List<Occupant> occupantsOf(Jid bare) {
    return company.of(bare);
  }

  /** A session of an occupant, new or known, is there. */
  void seat(Occupant occupant, Seat seat) {
    company.seat(occupant, seat);
    absentees = null;
  }

  /** A session is there no more, and the occupant neither if it was the last. */
  void unseat(Occupant occupant, Seat seat) {
    company.unseat(occupant, seat);
    absentees = null;
  }

  /** An occupant takes another nickname, which is free. */
  void rename(Occupant occupant, Jid renamed) {
    company.rename(occupant, renamed);
  }

  /** An occupant has another role. */
  void role(Occupant occupant, Role given) {
    occupant.role(given);
    reseated();
  }

  private void reseated() {
    company.changed();
    absentees = null;
  }

  /** All sessions. */
  Audience everybody() {
    return company.everybody();
  }

  /** Those that may see real addresses (§7.2.3, §7.2.4). */
  Audience knowing() {
    return config.isNonAnonymous() ? company.everybody() : company.moderators();
  }

  /** Those that may not. */
  Audience unknowing() {
    return config.isNonAnonymous() ? Audience.NOBODY : company.others();
  }

  /** The accounts of members who are not there; see {@link Absentees}. */
  Audience absentees() {
    Audience known = absentees;
    if (known == null) {
      known = Absentees.of(this, domains);
      absentees = known;
    }
    return known;
  }

  /** True if an occupant may see real addresses. */
  boolean sees(Occupant viewer) {
    return config.isNonAnonymous() || viewer.role() == Role.MODERATOR;
  }

  /** True if somebody there follows the versions of affiliations. */
  boolean isFollowed() {
    for (Occupant occupant : company.all()) {
      for (Seat seat : occupant.seats()) {
        if (seat.isVersioned()) {
          return true;
        }
      }
    }
    return false;
  }

  /** True if nobody is there. */
  boolean isEmpty() {
    return company.size() == 0;
  }

  /** How many sessions are there. */
  int size() {
    return company.size();
  }

  /** When it was last asked for, in milliseconds. */
  long touched() {
    return touched;
  }

  void touch(long millis) {
    touched = millis;
  }
}
