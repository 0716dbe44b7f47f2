package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rooms (XEP-0045): their configuration, subject, affiliations and reserved nicknames. A room is
 * known by its bare JID. All fail with {@link StorageException}. Those for one room take effect in
 * the order in which they were asked for.
 */
public interface RoomStore {
  /** Versions of a room's affiliations after which it is forgotten who has none any more. */
  int VERSIONS_KEPT = 1_000;

  /**
   * What somebody is to a room (XEP-0045 §5.2).
   *
   * @param jid bare, or a domain
   * @param affiliation as on the wire; "none" for somebody who had another once
   * @param nick reserved for that person (§7.10); null for none; no two of a room have the same
   * @param reason given by who set it; null for none
   * @param version of the room's affiliations when it was last changed
   * @param begun that with which this person got an affiliation, after having had none
   */
  record StoredAffiliation(
      Jid jid,
      String affiliation,
      @Nullable String nick,
      @Nullable String reason,
      long version,
      long begun) {}

  /**
   * How a room is set up.
   *
   * @param permanent true if it outlives its occupants and a restart
   * @param listed true if everybody may find it
   * @param config a JSON object
   */
  record Settings(boolean permanent, boolean listed, String config) {}

  /**
   * A room.
   *
   * @param created to the millisecond
   * @param version grows with each change of the affiliations (XEP-0463)
   * @param secret random bytes, the same for the life of the room
   * @param subject the message that set it, as XML; null if none has
   * @param affiliations those of "none" left out
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record StoredRoom(
      Jid jid,
      Settings settings,
      Instant created,
      long version,
      byte[] secret,
      @Nullable String subject,
      List<StoredAffiliation> affiliations) {
    /** Copies the list. */
    public StoredRoom {
      affiliations = List.copyOf(affiliations);
    }
  }

  /**
   * A change as a whole: all of it is done or nothing.
   *
   * @param settings null to leave them
   * @param affiliations to be set, each in place of the one of that JID
   * @param version of the room's affiliations from now on
   */
  record Change(@Nullable Settings settings, List<StoredAffiliation> affiliations, long version) {
    /** Copies the list. */
    public Change {
      affiliations = List.copyOf(affiliations);
    }
  }

  /** A room in which somebody has an affiliation. */
  record Involvement(Jid room, String affiliation) {}

  /** Keeps a new room; fails with kind {@code CONFLICT} if there is one of that name. */
  Future<Void> create(StoredRoom room);

  /**
   * Keeps a new room, unless its owner has as many already.
   *
   * @return false if nothing is kept; fails as {@link #create(StoredRoom)}
   */
  Future<Boolean> create(StoredRoom room, Jid owner, int most);

  /** A room with its affiliations, empty if there is none. */
  Future<Optional<StoredRoom>> load(Jid room);

  /** Changes settings and affiliations together. */
  Future<Void> change(Jid room, Change change);

  /**
   * Replaces the subject.
   *
   * @param subject the message that sets it, as XML
   */
  Future<Void> subject(Jid room, String subject);

  /** The vCard of a room (XEP-0486), empty if it has none. */
  Future<Optional<String>> card(Jid room);

  /**
   * Replaces the vCard of a room, together with its settings.
   *
   * @param card as XML; null for none
   */
  Future<Void> card(Jid room, @Nullable String card, Settings settings);

  /**
   * Removes a room with all that belongs to it, and the archive of that name, at once; false if
   * there was no room.
   */
  Future<Boolean> delete(Jid room);

  /**
   * A room that everybody may find.
   *
   * @param config a JSON object
   */
  record Listed(Jid jid, String config) {}

  /** Listed rooms of a domain after {@code after}, in the order of their code points. */
  Future<List<Listed>> listed(String domain, String after, int limit);

  /** All rooms of a domain after {@code after}, in the order of their code points. */
  Future<List<Jid>> all(String domain, String after, int limit);

  /** How many rooms a domain has. */
  Future<Long> count(String domain);

  /** How many rooms a bare JID owns. */
  Future<Long> owned(Jid bare);

  /** Some of the rooms in whose configuration a text stands; looks at all rooms there are. */
  Future<List<Jid>> configuredWith(String text, int limit);

  /** Some of the rooms that do not outlive a restart. */
  Future<List<Jid>> temporary(int limit);

  /** Where a bare JID has an affiliation other than "none", in the order of the rooms. */
  Future<List<Involvement>> involved(Jid bare, int limit);

  /**
   * Affiliations, "none" too, that have changed after {@code version}, by their versions. It is
   * known of the last {@link #VERSIONS_KEPT} who has none any more.
   */
  Future<List<StoredAffiliation>> changes(Jid room, long version, int limit);

  /**
   * Takes all affiliations from a bare JID, everywhere: a later owner of the name has none. Each
   * room has a new version then.
   */
  Future<Void> forget(Jid bare);
}
