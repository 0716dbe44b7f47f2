package dev.parley.modules.message;

import dev.parley.core.storage.OfflineStore;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Offline messages in memory, which fail while a test says so. Used by all threads of a town. */
final class HeldOffline implements OfflineStore {
  private final Map<Jid, TreeMap<Long, Row>> rows = new TreeMap<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private boolean broken;

  synchronized void broken(boolean failing) {
    broken = failing;
  }

  /** Waits for the next write: {@code stored}, {@code pointer}, {@code failed}, {@code deleted}. */
  String next() {
    try {
      return String.valueOf(events.poll(10, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "nothing";
    }
  }

  synchronized int size() {
    return rows.values().stream().mapToInt(TreeMap::size).sum();
  }

  private TreeMap<Long, Row> of(Jid owner) {
    return rows.computeIfAbsent(owner, first -> new TreeMap<>());
  }

  @Override
  public synchronized Future<Void> append(
      Jid owner, long id, Instant received, @Nullable String stanza, int bytes) {
    if (broken) {
      events.add("failed");
      return Future.failedFuture(new StorageException(StorageException.Kind.UNAVAILABLE, "held"));
    }
    boolean pointer = stanza == null;
    String text = pointer ? "<message type='chat'><body>from the archive</body></message>" : stanza;
    of(owner).put(id, new Row(id, received, text, pointer));
    events.add(pointer ? "pointer" : "stored");
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<Row>> load(Jid owner, long afterId, int limit) {
    return Future.succeededFuture(
        of(owner).tailMap(afterId, false).values().stream().limit(limit).toList());
  }

  @Override
  public synchronized Future<Void> delete(Jid owner, List<Long> ids) {
    of(owner).keySet().removeAll(ids);
    events.add("deleted");
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Integer> count(Jid owner) {
    return Future.succeededFuture(of(owner).size());
  }

  @Override
  public synchronized Future<Long> bytes(Jid owner) {
    return Future.succeededFuture(0L);
  }

  @Override
  public synchronized Future<Long> maxId() {
    return Future.succeededFuture(0L);
  }
}
