package dev.parley.modules.muc;

import dev.parley.core.archive.ArchiveQuery;
import dev.parley.core.archive.ArchiveReader;
import dev.parley.core.archive.ArchiveReader.Reading;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets people read what was said in a room (XEP-0313 §3, §4, XEP-0431). */
final class RoomArchive {
  private final Workshop workshop;
  private final Archives archives;
  private final ArchiveReader reader;

  RoomArchive(Workshop workshop, Archives archives, ArchiveReader reader) {
    this.workshop = workshop;
    this.archives = archives;
    this.reader = reader;
  }

  Future<@Nullable Iq> answer(Room room, Iq iq, Jid asker) {
    Element payload = iq.payload();
    if (!room.exists()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (payload == null || !room.config().is(RoomField.ENABLEARCHIVING)) {
      throw new StanzaException(Condition.SERVICE_UNAVAILABLE);
    }
    if (!mayRead(room, asker)) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    boolean get = iq.type() == Iq.Type.GET;
    return switch (payload.name()) {
      case ArchiveQuery.NAME ->
          get
              ? Future.succeededFuture(iq.result(ArchiveReader.form()))
              : query(room, iq, payload, asker);
      case "metadata" -> reader.metadata(room.jid(), archives.ids()).map(iq::result);
      default -> throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED);
    };
  }

  /**
   * Who may read: those who are there, and those who belong to the room and could come in. Others
   * who could come in may read where the room says that it is logged for all.
   */
  private static boolean mayRead(Room room, Jid asker) {
    Affiliation own = room.affiliation(asker);
    if (own == Affiliation.OUTCAST || room.isLocked() && own != Affiliation.OWNER) {
      return false;
    }
    boolean open =
        room.config().is(RoomField.ENABLELOGGING)
            && !room.config().isMembersOnly()
            && room.config().password().isEmpty();
    return own.isAtLeast(Affiliation.MEMBER) || room.occupantOf(asker) != null || open;
  }

  private Future<@Nullable Iq> query(Room room, Iq iq, Element payload, Jid asker) {
    boolean knowing = isKnowing(room, asker);
    Reading reading =
        new Reading(
            room.jid(), archives.ids(), asker, stored -> Archives.shown(room, stored, knowing));
    return reader
        .query(reading, payload)
        .map(answer -> {
          List<Stanza> all = new ArrayList<>(answer.results());
          all.add(iq.result(answer.fin()));
          workshop.speaker().say(asker, all);
          return null;
        });
  }

  /** True if somebody may know who has spoken (XEP-0313 §7.2). */
  private static boolean isKnowing(Room room, Jid asker) {
    Occupant occupant = room.occupantOf(asker);
    return occupant != null && occupant.role() == Role.MODERATOR
        || room.affiliation(asker).isAtLeast(Affiliation.ADMIN);
  }
}
