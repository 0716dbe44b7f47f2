package dev.parley.modules.presence;

import dev.parley.core.storage.RosterStore;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StoredRoster;
import dev.parley.core.storage.StoredRosterItem;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rosters in memory; a test decides when what is asked happens, and whether it fails. */
public final class HeldRosterStore implements RosterStore {
  private final Map<Jid, Map<Jid, StoredRosterItem>> items = new HashMap<>();
  private final Map<Jid, Long> versions = new HashMap<>();
  private final Map<Jid, Long> pruned = new HashMap<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final List<Jid> loads = new ArrayList<>();
  private boolean held;
  private CountDownLatch arrival = new CountDownLatch(1);
  private StorageException.@Nullable Kind failure;

  /** From now on nothing happens before {@link #release}. */
  public synchronized void hold() {
    held = true;
    arrival = new CountDownLatch(1);
  }

  /** Returns when something has been asked since {@link #hold}. */
  public void awaitRequest() throws InterruptedException {
    CountDownLatch asked;
    synchronized (this) {
      asked = arrival;
    }
    if (!asked.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing was asked of the store");
    }
  }

  /** What was asked happens, in its order, and what will be asked too. */
  public synchronized void release() {
    held = false;
    while (!waiting.isEmpty()) {
      waiting.poll().run();
    }
  }

  /** From now on every write fails; null to end that. */
  public synchronized void fail(StorageException.@Nullable Kind kind) {
    failure = kind;
  }

  /** Accounts whose rosters were loaded, in that order. */
  public synchronized List<Jid> loads() {
    return List.copyOf(loads);
  }

  /** What is committed of a contact; null if there is nothing. */
  public synchronized @Nullable StoredRosterItem committed(Jid owner, Jid contact) {
    return items.getOrDefault(owner, Map.of()).get(contact);
  }

  @Override
  public synchronized Future<StoredRoster> load(Jid owner) {
    loads.add(owner);
    return later(() ->
        new StoredRoster(
            versions.getOrDefault(owner, 0L),
            pruned.getOrDefault(owner, 0L),
            List.copyOf(items.getOrDefault(owner, Map.of()).values())));
  }

  @Override
  public synchronized Future<Void> put(Jid owner, StoredRosterItem item) {
    return write(() -> {
      items.computeIfAbsent(owner, none -> new HashMap<>()).put(item.contact(), item);
      versions.merge(owner, item.version(), Math::max);
    });
  }

  @Override
  public synchronized Future<Void> remove(Jid owner, Jid contact, long version) {
    if (version == 0) {
      return write(() -> items.getOrDefault(owner, new HashMap<>()).remove(contact));
    }
    return put(
        owner,
        new StoredRosterItem(contact, null, List.of(), "none", false, false, null, version, true));
  }

  @Override
  public synchronized Future<List<Jid>> approvers(Jid contact, @Nullable Jid after, int limit) {
    return later(() ->
        items.entrySet().stream()
            .filter(list -> {
              var item = list.getValue().get(contact);
              return item != null && item.approved();
            })
            .map(Map.Entry::getKey)
            .filter(owner -> after == null || owner.toString().compareTo(after.toString()) > 0)
            .sorted(Comparator.comparing(Jid::toString))
            .limit(limit)
            .toList());
  }

  @Override
  public synchronized Future<Void> pruneTombstones(Jid owner, long version) {
    return write(() -> {
      pruned.merge(owner, version, Math::max);
      items
          .getOrDefault(owner, new HashMap<>())
          .values()
          .removeIf(
              item -> item.removed() && item.pendingIn() == null && item.version() <= version);
    });
  }

  private Future<Void> write(Runnable change) {
    return later(() -> {
      if (failure != null) {
        throw new StorageException(failure, "as the test wants it");
      }
      change.run();
      return null;
    });
  }

  private <T> Future<T> later(Supplier<@Nullable T> task) {
    @Nullable Context context = Vertx.currentContext();
    Promise<T> done = Promise.promise();
    Runnable work =
        () -> {
          Future<T> result;
          synchronized (this) {
            try {
              result = Future.succeededFuture(task.get());
            } catch (StorageException wanted) {
              result = Future.failedFuture(wanted);
            }
          }
          Future<T> outcome = result;
          if (context == null) {
            outcome.onComplete(done);
          } else {
            context.runOnContext(here -> outcome.onComplete(done));
          }
        };
    arrival.countDown();
    if (held) {
      waiting.add(work);
    } else {
      work.run();
    }
    return done.future();
  }
}
