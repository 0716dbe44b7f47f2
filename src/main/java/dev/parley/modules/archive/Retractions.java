package dev.parley.modules.archive;

import dev.parley.core.archive.Retract;
import dev.parley.core.archive.StoredMessages;
import dev.parley.core.archive.Versions;
import dev.parley.core.archive.Versions.Version;
import dev.parley.core.archive.WordIndex;
import dev.parley.core.archive.Words;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts tombstones in the place of messages that their sender has taken back (XEP-0424 §4). */
final class Retractions {
  private static final Logger LOG = LoggerFactory.getLogger(Retractions.class);

  /** An id should be unique; of those that are not, the newest is meant. */
  private static final int CANDIDATES = 10;

  private static final String ROOMS = "http://jabber.org/protocol/muc#user";

  private final ArchiveStore store;
  private final WordIndex index;

  Retractions(ArchiveStore store, WordIndex index) {
    this.store = store;
    this.index = index;
  }

  /**
   * Acts on a retraction that was recorded. Never fails: the retraction itself still tells clients.
   *
   * @param row of the retraction
   * @param peer the other side of it
   */
  Future<Void> apply(Jid owner, long row, Jid peer, Message retraction) {
    Retract retract = Retract.within(retraction);
    if (retract == null || retraction.id() == null) {
      // A tombstone has to name the retraction (§4).
      return Future.succeededFuture();
    }
    // Not while the archive is indexed: its words might be among those that are on their way.
    return index
        .alone(
            owner,
            () ->
                store
                    .findByMessageId(owner, peer, retract.id(), CANDIDATES)
                    .compose(found -> bury(owner, peer, found, row, retraction)))
        .onFailure(cause -> LOG.warn("a message of {} was not removed", owner, cause))
        .otherwise(false)
        .mapEmpty();
  }

  private Future<Boolean> bury(
      Jid owner, Jid peer, List<ArchiveStore.Row> found, long row, Message retraction) {
    for (ArchiveStore.Row candidate : found) {
      Message original = StoredMessages.read(candidate.stanza());
      if (candidate.id() < row && original != null && isAllowed(original, retraction)) {
        return buryAll(
            owner, peer, new Version(candidate.id(), original), tombstone(retraction, row));
      }
    }
    return Future.succeededFuture(false);
  }

  /** With what the same sender has put in its place (XEP-0308). */
  private Future<Boolean> buryAll(Jid owner, Jid peer, Version one, Element tombstone) {
    return new Versions(store)
        .others(owner, peer.bare(), one, other -> isOfSame(one.message(), other))
        .compose(others -> {
          Future<Boolean> buried = bury(owner, one, tombstone);
          for (Version other : others) {
            buried = buried.compose(done -> bury(owner, other, tombstone));
          }
          return buried;
        });
  }

  private Future<Boolean> bury(Jid owner, Version version, Element tombstone) {
    Message left = version.message().withChildren(List.of(tombstone));
    return store.replace(
        owner, version.id(), StoredMessages.write(left), Words.of(version.message()));
  }

  /**
   * True if a retraction means the original and comes from whom that came from (§5): the same bare
   * JID, or, as a room has many behind one, the same occupant.
   */
  static boolean isAllowed(Message original, Message retraction) {
    Retract retract = Retract.within(retraction);
    return retract != null && retract.id().equals(original.id()) && isOfSame(original, retraction);
  }

  private static boolean isOfSame(Message one, Message other) {
    Jid author = one.from();
    Jid sender = other.from();
    if (author == null || sender == null) {
      return false;
    }
    boolean room = one.child(ROOMS, "x") != null || other.child(ROOMS, "x") != null;
    return room ? author.equals(sender) : author.bare().equals(sender.bare());
  }

  private static Element tombstone(Message retraction, long row) {
    return Element.builder(Retract.NS, "retracted")
        .attribute("id", retraction.id())
        .attribute("stamp", Instant.ofEpochMilli(RowIds.millis(row)).toString())
        .build();
  }
}
