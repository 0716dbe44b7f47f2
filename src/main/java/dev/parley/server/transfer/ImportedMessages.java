package dev.parley.server.transfer;

import dev.parley.core.MayBlock;
import dev.parley.core.archive.StoredMessages;
import dev.parley.core.home.ArchiveIds;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.ArchiveStore.Row;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The messages of one account: its archive (XEP-0227 §4.11), and what waits for it (§4.4). */
@MayBlock
final class ImportedMessages {
  /** Ids of messages that are not in their order have at least this count. */
  private static final long OUT_OF_ORDER = 1L << 19;

  /** What a message that is in the archive counts for. */
  private static final int POINTER_BYTES = 64;

  private static final int CANDIDATES = 10;

  private final Jid owner;
  private final Storage storage;
  private final ArchiveIds ids;
  private final Window window;
  private final Instant now;
  private long last;
  private long lastWaiting;
  private long outOfOrder;

  ImportedMessages(Jid owner, Storage storage, ArchiveIds ids, Window window, Instant now) {
    this.owner = owner;
    this.storage = storage;
    this.ids = ids;
    this.window = window;
    this.now = now;
  }

  /**
   * Keeps a message of the archive; one of our own export gets the id it had.
   *
   * @return null if it is kept, else why it is not
   */
  @Nullable String archived(Element result) {
    Element forwarded = result.child(Pie.FORWARD, "forwarded");
    Element delay = forwarded == null ? null : forwarded.child(Pie.DELAY, "delay");
    Instant time = delay == null ? null : ImportedValues.time(delay.attribute("stamp"));
    Message message = forwarded == null ? null : message(forwarded);
    if (message == null || time == null) {
      return "no message with a time is in it";
    }
    Jid peer = isSent(message) ? message.to() : message.from();
    if (peer == null) {
      return "the message does not say between whom";
    }
    var entry =
        new ArchiveStore.Entry(
            id(result.attribute("id"), time),
            peer,
            isSent(message),
            message.id(),
            StoredMessages.write(message));
    once(storage.archive().append(owner, entry));
    return null;
  }

  /** What is there already is fine. */
  private void once(Future<Void> written) {
    window.add(
        written.recover(cause ->
            cause instanceof StorageException failure
                    && failure.kind() == StorageException.Kind.CONFLICT
                ? Future.succeededFuture()
                : Future.failedFuture(cause)));
  }

  private boolean isSent(Message message) {
    return message.to() != null && (message.from() == null || message.from().bare().equals(owner));
  }

  /** The first message within an element, without the ids that the server before has given. */
  private @Nullable Message message(Element parent) {
    for (Element child : parent.elements()) {
      if (child.name().equals("message")) {
        return read(child);
      }
    }
    return null;
  }

  private @Nullable Message read(Element stanza) {
    try {
      Element ours =
          stanza
              .moved(stanza.namespace(), Namespaces.CLIENT)
              .withoutChildren(
                  child -> child.is(Pie.SID, "stanza-id") && isOurs(child.attribute("by")));
      return Stanza.parse(ours) instanceof Message message ? message : null;
    } catch (StanzaException wrong) {
      return null;
    }
  }

  private boolean isOurs(@Nullable String by) {
    return owner.toString().equals(by) || owner.domain().equals(by);
  }

  private long id(@Nullable String given, Instant time) {
    long millis = Math.max(0, Math.min(time.toEpochMilli(), now.toEpochMilli()));
    long before = given == null ? 0 : ids.decode(owner, given);
    long id;
    if (before > last && RowIds.millis(before) == millis) {
      id = before;
    } else if (millis >= RowIds.millis(last)) {
      id = Math.max(last + 1, RowIds.first(millis));
    } else {
      return RowIds.first(millis) + OUT_OF_ORDER + outOfOrder++ % OUT_OF_ORDER;
    }
    last = id;
    return id;
  }

  /**
   * Keeps a message that waits, as a pointer if the archive has it.
   *
   * @return null if it is kept, else why it is not
   */
  @Nullable String waiting(Element stanza) {
    if (!stanza.name().equals("message")) {
      return "only messages wait";
    }
    Instant time = now;
    for (Element child : stanza.elements()) {
      if (isOwnDelay(child)) {
        time = Objects.requireNonNullElse(ImportedValues.time(child.attribute("stamp")), time);
      }
    }
    Message message = read(stanza.withoutChildren(this::isOwnDelay));
    if (message == null || message.from() == null) {
      return "the message does not say from whom";
    }
    window.drain();
    Row archived = find(message, time);
    if (archived != null) {
      once(storage.offline().append(owner, archived.id(), time, null, POINTER_BYTES));
    } else {
      lastWaiting = Math.max(lastWaiting + 1, RowIds.first(time.toEpochMilli()));
      String xml = message.toElement().toString();
      once(storage.offline().append(owner, lastWaiting, time, xml, xml.length()));
    }
    return null;
  }

  private boolean isOwnDelay(Element child) {
    String from = child.attribute("from");
    return child.is(Pie.DELAY, "delay") && (from == null || isOurs(from));
  }

  private @Nullable Row find(Message message, Instant time) {
    Jid from = message.from();
    String id = message.id();
    if (from == null || id == null) {
      return null;
    }
    for (Row row :
        Window.await(storage.archive().findByMessageId(owner, from.bare(), id, CANDIDATES))) {
      Message kept = StoredMessages.read(row.stanza());
      boolean same = kept != null && Objects.equals(kept.body(), message.body());
      if (same && Math.abs(RowIds.millis(row.id()) - time.toEpochMilli()) < 60_000) {
        return row;
      }
    }
    return null;
  }
}
