package dev.parley.core.archive;

import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.ArchiveStore.Filter;
import dev.parley.core.storage.ArchiveStore.Row;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a message in an archive: what its sender has put in its place (XEP-0308). Whoever
 * takes the message back means all of them.
 */
public final class Versions {
  private static final String NS = "urn:xmpp:message-correct:0";
  private static final int CANDIDATES = 10;

  /** Corrections follow soon: only among so many later messages of the same peer. */
  private static final int LOOKED_AT = 200;

  private final ArchiveStore store;

  /** Looks into the archives of that store. */
  public Versions(ArchiveStore store) {
    this.store = store;
  }

  /**
   * One version.
   *
   * @param id of the row
   */
  public record Version(long id, Message message) {}

  /** The id of the message that this one takes the place of; null if it is no correction. */
  public static @Nullable String corrected(Message message) {
    Element replace = message.child(NS, "replace");
    return replace == null ? null : replace.attribute("id");
  }

  /**
   * The other versions of a message.
   *
   * @param peer of the message, as it is stored; with a resource only messages of that one
   * @param same true for messages of the same sender
   */
  public Future<List<Version>> others(Jid owner, Jid peer, Version one, Predicate<Message> same) {
    String first = corrected(one.message());
    if (first == null) {
      String id = one.message().id();
      return id == null ? Future.succeededFuture(List.of()) : later(owner, peer, one, id, same);
    }
    return store
        .findByMessageId(owner, peer, first, CANDIDATES)
        .compose(found -> {
          List<Version> originals = read(found);
          originals.removeIf(version -> version.id() >= one.id() || !same.test(version.message()));
          if (originals.isEmpty()) {
            return later(owner, peer, one, first, same);
          }
          Version original = originals.get(0);
          return later(owner, peer, original, first, same)
              .map(corrections -> {
                List<Version> all = new ArrayList<>(corrections);
                all.removeIf(version -> version.id() == one.id());
                all.add(0, original);
                return all;
              });
        });
  }

  private Future<List<Version>> later(
      Jid owner, Jid peer, Version than, String corrected, Predicate<Message> same) {
    Filter filter = new Filter(than.id(), Long.MAX_VALUE, peer, List.of());
    return store
        .page(owner, filter, false, LOOKED_AT)
        .map(rows -> {
          List<Version> found = read(rows);
          found.removeIf(version ->
              !corrected.equals(corrected(version.message())) || !same.test(version.message()));
          return found;
        });
  }

  private static List<Version> read(List<Row> rows) {
    List<Version> read = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Message message = StoredMessages.read(row.stanza());
      if (message != null) {
        read.add(new Version(row.id(), message));
      }
    }
    return read;
  }
}
