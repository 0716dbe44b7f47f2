package dev.parley.modules.muc;

import dev.parley.core.archive.Retract;
import dev.parley.core.archive.StoredMessages;
import dev.parley.core.archive.Versions;
import dev.parley.core.archive.Versions.Version;
import dev.parley.core.archive.WordIndex;
import dev.parley.core.archive.Words;
import dev.parley.core.home.RowIds;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts tombstones in the place of what was taken back (XEP-0424 §4, XEP-0425 §4). */
final class Tombstones {
  private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);

  private final Workshop workshop;
  private final Archives archives;
  private final WordIndex index;

  Tombstones(Workshop workshop, Archives archives, WordIndex index) {
    this.workshop = workshop;
    this.archives = archives;
    this.index = index;
  }

  /**
   * An occupant takes back what the same person has said (XEP-0424 §5). Never fails: the retraction
   * itself, which is stored, still tells clients.
   *
   * @param said the retraction, with its occupant id
   * @param row of the retraction
   */
  Future<Void> retract(Room room, Message said, long row) {
    Retract retract = Retract.within(said);
    Element author = said.child(Muc.OCCUPANT_ID, "occupant-id");
    if (retract == null || author == null) {
      return Future.succeededFuture();
    }
    Element tombstone =
        Element.builder(Retract.NS, "retracted")
            .attribute("id", said.id())
            .attribute("stamp", stamp(row))
            .build();
    long original = archives.ids().decode(room.jid(), retract.id());
    return bury(
            room,
            original,
            message ->
                author.equals(message.child(Muc.OCCUPANT_ID, "occupant-id")) && !isGone(message),
            tombstone)
        .onFailure(cause -> LOG.warn("a message of {} was not removed", room.jid(), cause))
        .otherwise(false)
        .mapEmpty();
  }

  /** True if a tombstone is there already: who took the message back stays known. */
  static boolean isGone(Message message) {
    return message.child(Retract.NS, "retracted") != null;
  }

  /** The time of a row. */
  static String stamp(long row) {
    return Instant.ofEpochMilli(RowIds.millis(row)).toString();
  }

  /**
   * Replaces what a message says; who said it, where and when stays.
   *
   * @param row 0 for none
   * @return false if there is no such message, or it may not be
   */
  Future<Boolean> bury(Room room, long row, Predicate<Message> allowed, Element tombstone) {
    if (row == 0) {
      return Future.succeededFuture(false);
    }
    // Not while the archive is indexed: its words might be among those that are on their way.
    return index
        .alone(
            room.jid(),
            () ->
                workshop
                    .storage()
                    .archive()
                    .find(room.jid(), row)
                    .compose(found -> {
                      Message original =
                          found.isEmpty() ? null : StoredMessages.read(found.get().stanza());
                      return original == null || !allowed.test(original)
                          ? Future.succeededFuture(false)
                          : buryAll(room.jid(), new Version(row, original), tombstone);
                    }))
        .onSuccess(done -> room.history().forget());
  }

  /** With what the same person has put in its place (XEP-0308). */
  private Future<Boolean> buryAll(Jid room, Version one, Element tombstone) {
    Element author = one.message().child(Muc.OCCUPANT_ID, "occupant-id");
    Jid from = one.message().from();
    if (author == null || from == null) {
      return bury(room, one, tombstone);
    }
    return new Versions(workshop.storage().archive())
        .others(
            room,
            from,
            one,
            other -> author.equals(other.child(Muc.OCCUPANT_ID, "occupant-id")) && !isGone(other))
        .compose(others -> {
          Future<Boolean> buried = bury(room, one, tombstone);
          for (Version other : others) {
            buried = buried.compose(done -> bury(room, other, tombstone));
          }
          return buried;
        });
  }

  private Future<Boolean> bury(Jid room, Version version, Element tombstone) {
    return workshop
        .storage()
        .archive()
        .replace(
            room,
            version.id(),
            RoomRecords.toXml(emptied(version.message(), tombstone)),
            Words.of(version.message()));
  }

  private static Message emptied(Message original, Element tombstone) {
    List<Element> left = new ArrayList<>();
    for (Element child : original.children()) {
      if (child.is(Muc.OCCUPANT_ID, "occupant-id") || child.is(Muc.USER, "x")) {
        left.add(child);
      }
    }
    left.add(tombstone);
    return original.withChildren(left);
  }
}
