package dev.parley.modules.message;

import dev.parley.core.config.AccountLimits;
import dev.parley.core.home.AccountState;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.OfflineStore;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The offline messages of one home's accounts (XEP-0160): how many each has, and which of them are
 * on their way to a session. Rows are deleted once a client has them.
 */
final class OfflineMessages implements AccountState {
  private static final String DELAY = "urn:xmpp:delay";

  /** What a message counts for whose stanza is in the archive. */
  private static final int POINTER_BYTES = 64;

  private static final int REMEMBERED = 512;
  private static final int REMEMBERED_DELETED = 4_096;

  private final OfflineStore store;
  private final RowIds ids;
  private final Supplier<AccountLimits> limits;
  private final Map<Jid, Waiting> waiting = new HashMap<>();

  /** Rows from before the start of the server that sessions were given since: the last ones. */
  private final Map<Long, Jid> departed = new LinkedHashMap<>();

  /** The last rows that were deleted: a page that was asked for before may still have them. */
  private final Map<Long, Jid> deleted = new LinkedHashMap<>();

  OfflineMessages(OfflineStore store, RowIds ids, Supplier<AccountLimits> limits) {
    this.store = store;
    this.ids = ids;
    this.limits = limits;
  }

  @Override
  public Future<?> load(Jid account) {
    Future<Integer> count = store.count(account);
    Future<Long> bytes = store.bytes(account);
    return Future.all(count, bytes)
        .onSuccess(counted -> {
          if (count.result() > 0) {
            waiting.put(account, new Waiting(count.result(), bytes.result()));
          }
        });
  }

  @Override
  public void drop(Jid account) {
    waiting.remove(account);
  }

  /** True if the account may have no more. */
  boolean isFull(Jid account) {
    Waiting rows = waiting.get(account);
    AccountLimits most = limits.get();
    return rows != null
        && (rows.count + rows.coming >= most.offlineMessages()
            || rows.bytes >= most.offlineBytes());
  }

  /** Another is about to be stored: it counts from now on. */
  void expect(Jid account) {
    waiting.computeIfAbsent(account, jid -> new Waiting(0, 0)).coming++;
  }

  /** What was expected is stored now, or is not after all. */
  void expected(Jid account) {
    Waiting rows = waiting.get(account);
    if (rows != null) {
      rows.coming--;
      removeIfIdle(account, rows);
    }
  }

  private void removeIfIdle(Jid account, Waiting rows) {
    if (rows.count == 0 && rows.coming == 0) {
      waiting.remove(account);
    }
  }

  /** True if some wait that are not on their way to a session. */
  boolean anyWait(Jid account) {
    Waiting rows = waiting.get(account);
    return rows != null && rows.count > rows.onTheWay.size();
  }

  /** A new row id, greater than all before. */
  long nextId() {
    return ids.next();
  }

  /**
   * Stores a message; completes when it would survive a crash.
   *
   * @param place with an id; what is archived there is stored as a pointer
   */
  Future<Void> store(Jid account, Place place, long received, Message message) {
    Waiting rows = waiting.computeIfAbsent(account, jid -> new Waiting(0, 0));
    String xml = place.archived() ? null : message.toElement().toString();
    int bytes = xml == null ? POINTER_BYTES : xml.length();
    rows.count++;
    rows.bytes += bytes;
    rows.lastStored =
        store
            .append(account, place.id(), Instant.ofEpochMilli(received), xml, bytes)
            .recover(OfflineMessages::storedBefore)
            .onFailure(cause -> {
              rows.count--;
              rows.bytes -= bytes;
              rows.onTheWay.remove(place.id());
            });
    return rows.lastStored;
  }

  /** An attempt that seemed to fail may have been committed; ids are never used for another. */
  private static Future<Void> storedBefore(Throwable cause) {
    boolean there =
        cause instanceof StorageException failure
            && failure.kind() == StorageException.Kind.CONFLICT;
    return there ? Future.succeededFuture() : Future.failedFuture(cause);
  }

  /** Rows in their order, at most {@code most}; includes all whose storing was begun before. */
  Future<List<OfflineStore.Row>> load(Jid account, long afterId, int most) {
    Waiting rows = waiting.get(account);
    Future<Void> stored = rows == null ? Future.succeededFuture() : rows.lastStored;
    return stored.transform(ended -> store.load(account, afterId, most));
  }

  /** The row is being delivered; false if it was already. */
  boolean depart(Jid account, long row) {
    if (account.equals(deleted.get(row))) {
      return false;
    }
    if (row < ids.began()) {
      remember(departed, account, row, REMEMBERED);
    }
    return waiting.computeIfAbsent(account, jid -> new Waiting(0, 0)).onTheWay.add(row);
  }

  private static void remember(Map<Long, Jid> rows, Jid account, long row, int most) {
    rows.put(row, account);
    if (rows.size() > most) {
      rows.remove(rows.keySet().iterator().next());
    }
  }

  /** True if a row from before the start of the server was given to a session since. */
  boolean hasDeparted(Jid account, long row) {
    return account.equals(departed.get(row));
  }

  /** The row could not be delivered, and waits again. */
  void comeBack(Jid account, long row) {
    Waiting rows = waiting.get(account);
    if (rows != null) {
      rows.onTheWay.remove(row);
    }
  }

  /** Clients have these rows. */
  void delete(Jid account, List<Long> taken) {
    Waiting rows = waiting.get(account);
    if (rows != null) {
      // The size of each row is not kept: its share is as good for a quota.
      rows.bytes -= rows.count == 0 ? 0 : rows.bytes * taken.size() / rows.count;
      rows.count = Math.max(0, rows.count - taken.size());
      Set<Long> gone = new HashSet<>(taken);
      rows.onTheWay.removeIf(gone::contains);
      removeIfIdle(account, rows);
    }
    taken.forEach(row -> remember(deleted, account, row, REMEMBERED_DELETED));
    store.delete(account, taken);
  }

  /** The message with the note of how long it waited (XEP-0160 §3, XEP-0203 §4). */
  static Message stamped(Message message, Jid by, Instant received) {
    Element delay =
        Element.builder(DELAY, "delay")
            .attribute("from", by.toString())
            .attribute("stamp", received.truncatedTo(ChronoUnit.MILLIS).toString())
            .build();
    List<Element> children = new ArrayList<>(message.children());
    children.removeIf(
        child -> child.is(DELAY, "delay") && by.toString().equals(child.attribute("from")));
    children.add(delay);
    return message.withChildren(children);
  }

  /** What one account has in the store. */
  private static final class Waiting {
    private final Set<Long> onTheWay = new HashSet<>(0);
    private int count;

    /** How many are about to be stored. */
    private int coming;

    private long bytes;
    private Future<Void> lastStored = Future.succeededFuture();

    Waiting(int count, long bytes) {
      this.count = count;
      this.bytes = bytes;
    }
  }
}
