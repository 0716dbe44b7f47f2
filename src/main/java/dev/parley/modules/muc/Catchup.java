package dev.parley.modules.muc;

import dev.parley.core.storage.RoomStore;
import dev.parley.core.storage.RoomStore.StoredAffiliation;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who enter and ask for it who has which affiliation, or what has changed since they
 * were told last (XEP-0463 §5.2.1). Whoever may not see the lists of members, admins and owners may
 * not see this either; outcasts are told only to those who may see their list.
 */
final class Catchup {
  /** People in one message: it stays below the smallest limit of stanzas for usual addresses. */
  private static final int SLICE = 50;

  private final RoomStore store;

  Catchup(RoomStore store) {
    this.store = store;
  }

  /** The request in a presence that enters; null if there is none. */
  static @Nullable Element wish(Presence presence) {
    Element x = presence.child(Muc.NS, "x");
    return x == null ? null : x.child(RoomVersions.NS, "mav");
  }

  /** True if somebody may know everybody's affiliation. */
  static boolean isOpenTo(Room room, Jid asker) {
    return Stream.of(Affiliation.MEMBER, Affiliation.ADMIN, Affiliation.OWNER)
        .allMatch(list -> AdminLists.maySee(room, asker, list));
  }

  /**
   * What somebody is told before all presence.
   *
   * @param wish that came with the presence
   * @param presence of an occupant by now
   * @return never fails
   */
  Future<List<Message>> answer(Room room, Element wish, Presence presence, Jid asker) {
    if (!isOpenTo(room, asker)) {
      return Future.succeededFuture(List.of(refusal(room, presence)));
    }
    String since = wish.attribute("since");
    OptionalLong known =
        since == null ? OptionalLong.empty() : RoomVersions.decode(room.secret(), since);
    if (known.isEmpty() || known.getAsLong() < room.version() - RoomStore.VERSIONS_KEPT) {
      return Future.succeededFuture(whole(room, asker));
    }
    long version = known.getAsLong();
    if (version >= room.version()) {
      return Future.succeededFuture(List.of());
    }
    // Of the time before, nothing is told to a member of a private group (§6).
    if (room.config().isMembersOnly() && version < room.standing(asker).begun()) {
      return Future.succeededFuture(List.of(refusal(room, presence)));
    }
    return store
        .changes(room.jid(), version, RoomStore.VERSIONS_KEPT)
        .map(changes -> {
          List<Line> lines = lines(room, asker, version, changes);
          // There are no empty differences, nor such as may lack something.
          boolean partial = changes.size() >= RoomStore.VERSIONS_KEPT;
          return lines.isEmpty() || partial ? whole(room, asker) : messages(room, version, lines);
        })
        .otherwise(unavailable -> whole(room, asker));
  }

  /** What somebody is, as it is told. */
  private record Line(Jid person, Affiliation affiliation, long version) {}

  private static List<Line> lines(
      Room room, Jid asker, long since, List<StoredAffiliation> changes) {
    boolean outcasts = AdminLists.maySee(room, asker, Affiliation.OUTCAST);
    List<Line> lines = new ArrayList<>(changes.size());
    for (StoredAffiliation change : changes) {
      Affiliation is = Affiliation.named(change.affiliation()).orElse(Affiliation.NONE);
      Affiliation told = is == Affiliation.OUTCAST && !outcasts ? Affiliation.NONE : is;
      if (told != Affiliation.NONE || change.begun() <= since) {
        lines.add(new Line(change.jid(), told, change.version()));
      }
    }
    return lines;
  }

  private static List<Message> whole(Room room, Jid asker) {
    boolean outcasts = AdminLists.maySee(room, asker, Affiliation.OUTCAST);
    List<Line> lines = new ArrayList<>(room.standings().size());
    room.standings()
        .forEach((person, standing) -> {
          if (standing.affiliation() != Affiliation.OUTCAST || outcasts) {
            lines.add(new Line(person, standing.affiliation(), standing.version()));
          }
        });
    lines.sort(Comparator.comparingLong(Line::version).thenComparing(Line::person));
    return messages(room, null, lines);
  }

  /** In pieces that end where a version ends, each of which begins where the last one ended. */
  private static List<Message> messages(Room room, @Nullable Long since, List<Line> lines) {
    List<Message> messages = new ArrayList<>(1 + lines.size() / SLICE);
    Long from = since;
    int begin = 0;
    do {
      int end = Math.min(lines.size(), begin + SLICE);
      while (end < lines.size() && lines.get(end).version() == lines.get(end - 1).version()) {
        end++;
      }
      long until = end == lines.size() ? room.version() : lines.get(end - 1).version();
      messages.add(
          message(room, RoomVersions.step(room.secret(), from, until), lines.subList(begin, end)));
      from = until;
      begin = end;
    } while (begin < lines.size());
    return messages;
  }

  private static Message message(Room room, Element step, List<Line> lines) {
    Element.Builder x = Element.builder(Muc.USER, "x").child(step);
    for (Line line : lines) {
      x.child(
          Element.builder(Muc.USER, "item")
              .attribute("jid", line.person().toString())
              .attribute("affiliation", line.affiliation().wireName())
              .build());
    }
    return Message.of(Message.Type.NORMAL, null, List.of(x.build()))
        .withFrom(room.jid())
        .withId(UUID.randomUUID().toString());
  }

  /** §5.2.3 */
  private static Message refusal(Room room, Presence presence) {
    StanzaError error = Muc.error(room.jid(), StanzaError.Type.AUTH, Condition.FORBIDDEN);
    return Message.of(Message.Type.ERROR, null, List.of(error.toElement()))
        .withFrom(room.jid())
        .withId(presence.id());
  }
}
