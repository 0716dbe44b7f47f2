package dev.parley.modules.muc;

import dev.parley.core.archive.Retract;
import dev.parley.core.archive.WordIndex;
import dev.parley.core.home.ArchiveIds;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.modules.muc.History.Past;
import dev.parley.modules.muc.rules.HistoryRequest;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the rooms of one home remember (XEP-0313). A row is the message as occupants saw it, with
 * its occupant id, and with an item of XEP-0045 that tells who it was: that is for moderators only.
 * The peer of a row is the occupant's address in the room.
 */
final class Archives {
  private static final String SECRET = "archive ids";

  /** Marks in the archive who has spoken in a semi-anonymous room. */
  private static final Element PRIVATE = Element.of("https://parley.dev/muc", "private");

  private final Workshop workshop;
  private final WordIndex index;
  private final Tombstones tombstones;
  private @Nullable ArchiveIds ids;

  Archives(Workshop workshop) {
    this.workshop = workshop;
    this.index = new WordIndex(workshop.storage().archive(), workshop.storage().archiveWords());
    this.tombstones = new Tombstones(workshop, this, index);
  }

  /** By which archives are searched. */
  WordIndex index() {
    return index;
  }

  /** What is put in the place of messages that were taken back. */
  Tombstones tombstones() {
    return tombstones;
  }

  /** Makes sure that ids can be made. */
  Future<?> prepare() {
    return ids != null
        ? Future.succeededFuture()
        : workshop.storage().secret(SECRET).onSuccess(bytes -> ids = new ArchiveIds(bytes));
  }

  /** How ids are made and read; a room is loaded. */
  ArchiveIds ids() {
    return Objects.requireNonNull(ids);
  }

  /** Rows of a room that is loaded come behind those that it has. */
  Future<?> continueAfter(Jid room) {
    return workshop
        .storage()
        .archive()
        .bounds(room)
        .onSuccess(bounds ->
            bounds.ifPresent(found -> workshop.home().rowIds().continueAfter(found.newest())));
  }

  /**
   * A message on its way into the archive.
   *
   * @param message as occupants see it: with the id of its row
   * @param committed when it would survive a crash
   */
  record Recorded(long id, Message message, Future<Void> committed) {}

  /**
   * Begins to record what an occupant says.
   *
   * @param said from the occupant's address, with the occupant id
   */
  Recorded record(Room room, Occupant speaker, Seat seat, Message said) {
    long row = workshop.home().rowIds().next();
    Muc.Item item =
        new Muc.Item(
            room.affiliation(speaker.bare()), speaker.role(), seat.full(), null, null, null);
    Element person = Muc.user(item, List.of());
    boolean known = room.config().isNonAnonymous();
    Message stored = with(said, known ? person : person.withChild(PRIVATE));
    ArchiveStore.Entry entry =
        new ArchiveStore.Entry(row, speaker.jid(), false, said.id(), RoomRecords.toXml(stored));
    Future<Void> written = workshop.storage().archive().append(room.jid(), entry);
    boolean retracts = Retract.within(said) != null;
    return new Recorded(
        row,
        with(said, stanzaId(room.jid(), row)),
        retracts ? written.compose(done -> tombstones.retract(room, said, row)) : written);
  }

  Element stanzaId(Jid room, long row) {
    return Element.builder(Muc.STANZA_ID, "stanza-id")
        .attribute("by", room.toString())
        .attribute("id", ids().encode(room, row))
        .build();
  }

  static Message with(Message message, Element child) {
    List<Element> children = new ArrayList<>(message.children().size() + 1);
    children.addAll(message.children());
    children.add(child);
    return message.withChildren(children);
  }

  /** Takes note of what was said, for those who enter later. */
  void remember(Room room, long row, Message said) {
    if (room.history().isKnown() && said.body() != null) {
      room.history().add(past(room.jid(), row, said), most(room.config()));
    }
  }

  private Past past(Jid room, long row, Message said) {
    Message late = with(said, delay(room, Instant.ofEpochMilli(RowIds.millis(row))));
    return new Past(row, late, RoomRecords.toXml(late).length());
  }

  /** The stamp of XEP-0203, in the name of the room. */
  static Element delay(Jid room, Instant time) {
    return Element.builder(Muc.DELAY, "delay")
        .attribute("from", room.toString())
        .attribute("stamp", time.truncatedTo(ChronoUnit.MILLIS).toString())
        .build();
  }

  private int most(RoomConfig config) {
    return Math.min(config.number(RoomField.MAXHISTORYFETCH), workshop.settings().get().history());
  }

  /** True if those who enter can be told now what was said. */
  boolean isReady(Room room, HistoryRequest request) {
    return room.history().isKnown()
        || request.isNothing()
        || most(room.config()) == 0
        || !room.config().is(RoomField.ENABLEARCHIVING);
  }

  /** Reads what was said last. */
  Future<?> read(Room room) {
    return workshop
        .storage()
        .archive()
        .page(room.jid(), ArchiveStore.Filter.ALL, true, most(room.config()))
        .onSuccess(rows -> room.history().read(pasts(room.jid(), rows), workshop.clock().millis()));
  }

  private List<Past> pasts(Jid room, List<ArchiveStore.Row> rows) {
    List<Past> pasts = new ArrayList<>(rows.size());
    for (ArchiveStore.Row row : rows) {
      Message said = withoutPerson(RoomRecords.message(row.stanza()));
      if (said.body() != null) {
        pasts.add(past(room, row.id(), with(said, stanzaId(room, row.id()))));
      }
    }
    return pasts;
  }

  /**
   * A stored message as somebody may see it who reads the archive (XEP-0313 §7.2). Who has spoken
   * when the room was semi-anonymous stays hidden if it is no longer, and is hidden as soon as it
   * is.
   *
   * @param knowing true for those who may know who has spoken
   */
  static Message shown(Room room, Message stored, boolean knowing) {
    Element person = stored.child(Muc.USER, "x");
    if (person == null) {
      return stored;
    }
    boolean hidden = person.child(PRIVATE.namespace(), PRIVATE.name()) != null;
    Message bare = withoutPerson(stored);
    return knowing || room.config().isNonAnonymous() && !hidden
        ? with(bare, person.withoutChildren(PRIVATE::equals))
        : bare;
  }

  /** A stored message as everybody may see it: without who really said it. */
  static Message withoutPerson(Message stored) {
    List<Element> children = new ArrayList<>(stored.children());
    children.removeIf(child -> child.is(Muc.USER, "x"));
    return stored.withChildren(children);
  }

  /** What somebody is shown who enters: the last messages that fit all limits (§7.2.14). */
  List<Stanza> shown(Room room, HistoryRequest request, Role role) {
    int most = role == Role.NONE ? 0 : Math.min(most(room.config()), request.stanzas());
    if (!room.config().is(RoomField.ENABLEARCHIVING)) {
      return List.of();
    }
    List<Past> all = room.history().messages();
    List<Stanza> shown = new ArrayList<>();
    int chars = 0;
    for (int i = all.size() - 1; i >= 0 && shown.size() < most; i--) {
      Past past = all.get(i);
      chars += past.chars();
      if (chars > request.chars() || RowIds.millis(past.id()) < request.since()) {
        break;
      }
      shown.add(past.message());
    }
    Collections.reverse(shown);
    return shown;
  }
}
