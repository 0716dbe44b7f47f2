package dev.parley.modules.muc;

import dev.parley.core.archive.Retract;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.modules.muc.rules.Role;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets moderators take back what others have said (XEP-0425). Clients ask in either version; what
 * is announced has both.
 */
final class Moderation {
  static final String NS = "urn:xmpp:message-moderate:1";
  static final String OLD = "urn:xmpp:message-moderate:0";

  /** Of XEP-0422, by which the old version names the message. */
  static final String FASTEN = "urn:xmpp:fasten:0";

  private static final String OLD_RETRACT = "urn:xmpp:message-retract:0";

  private final Workshop workshop;
  private final Archives archives;
  private final Tombstones tombstones;

  Moderation(Workshop workshop, Archives archives, Tombstones tombstones) {
    this.workshop = workshop;
    this.archives = archives;
    this.tombstones = tombstones;
  }

  /**
   * What a moderator wants.
   *
   * @param id that the room has given to the message
   * @param reason for people; null for none
   */
  private record Wish(String id, @Nullable String reason) {
    static Wish parse(Element payload) {
      boolean old = payload.is(FASTEN, "apply-to");
      Element moderate = old ? payload.child(OLD, "moderate") : payload;
      String id = payload.attribute("id");
      if (moderate == null || id == null || !moderate.name().equals("moderate")) {
        throw new StanzaException(Condition.BAD_REQUEST);
      }
      if (moderate.child(old ? OLD_RETRACT : Retract.NS, "retract") == null) {
        throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED);
      }
      return new Wish(id, Invitation.reason(moderate));
    }
  }

  Future<@Nullable Iq> answer(Room room, Iq iq, Jid asker) {
    Element payload = iq.payload();
    if (!room.exists()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    Occupant moderator = room.occupantOf(asker);
    if (moderator == null || moderator.role() != Role.MODERATOR) {
      throw new StanzaException(
          Condition.FORBIDDEN, "only moderators take back what others have said");
    }
    if (payload == null || iq.type() != Iq.Type.SET) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    Wish wish = Wish.parse(payload);
    long row = archives.ids().decode(room.jid(), wish.id());
    if (row == 0) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    long announced = workshop.home().rowIds().next();
    Element tombstone = retracted(moderator, wish, announced);
    Message news = announcement(room, moderator, wish);
    // What the archive has let go, or what was taken back before, clients may have yet.
    Future<Void> done =
        tombstones
            .bury(room, row, message -> !Tombstones.isGone(message), tombstone)
            .compose(buried -> keep(room, announced, news));
    return room.lane()
        .holding(done)
        .map(kept -> {
          workshop
              .speaker()
              .say(room.everybody(), Archives.with(news, archives.stanzaId(room.jid(), announced)));
          return iq.result();
        });
  }

  /** Who catches up later hears of it as well. */
  private Future<Void> keep(Room room, long row, Message news) {
    return workshop
        .storage()
        .archive()
        .append(
            room.jid(),
            new ArchiveStore.Entry(row, room.jid(), false, news.id(), RoomRecords.toXml(news)));
  }

  private static Element retracted(Occupant moderator, Wish wish, long row) {
    Element.Builder retracted =
        Element.builder(Retract.NS, "retracted")
            .attribute("stamp", Tombstones.stamp(row))
            .child(moderated(moderator));
    reason(Retract.NS, wish, retracted);
    return retracted.build();
  }

  private static Element moderated(Occupant moderator) {
    return Element.builder(NS, "moderated")
        .attribute("by", moderator.jid().toString())
        .child(moderator.id())
        .build();
  }

  private static void reason(String namespace, Wish wish, Element.Builder parent) {
    if (wish.reason() != null) {
      parent.child(Element.builder(namespace, "reason").text(wish.reason()).build());
    }
  }

  private static Message announcement(Room room, Occupant moderator, Wish wish) {
    Element.Builder retract =
        Element.builder(Retract.NS, "retract")
            .attribute("id", wish.id())
            .child(moderated(moderator));
    reason(Retract.NS, wish, retract);
    Element.Builder moderated =
        Element.builder(OLD, "moderated")
            .attribute("by", moderator.jid().toString())
            .child(Element.of(OLD_RETRACT, "retract"));
    reason(OLD, wish, moderated);
    Element applied =
        Element.builder(FASTEN, "apply-to")
            .attribute("id", wish.id())
            .child(moderated.build())
            .build();
    return Message.of(Message.Type.GROUPCHAT, null, List.of(retract.build(), applied))
        .withFrom(room.jid())
        .withId(UUID.randomUUID().toString());
  }
}
