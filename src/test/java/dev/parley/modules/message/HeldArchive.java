package dev.parley.modules.message;

import dev.parley.core.home.Archive;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An archive of one home whose commits a test completes; errors are not archived, nor what has a
 * thread.
 */
final class HeldArchive implements Archive {
  private final Home home;
  private final BlockingQueue<String> begun;
  private final Map<String, Promise<Void>> open;
  private final AtomicBoolean away;
  private final Set<String> earlier;

  private HeldArchive(Home home, Held held) {
    this.home = home;
    this.begun = held.begun;
    this.open = held.open;
    this.away = held.away;
    this.earlier = held.earlier;
  }

  /** All archives of one town. */
  static final class Held {
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final Map<String, Promise<Void>> open = new ConcurrentHashMap<>();

    private final AtomicBoolean away = new AtomicBoolean();
    private final Set<String> earlier = ConcurrentHashMap.newKeySet();

    HeldArchive in(Home home) {
      return new HeldArchive(home, this);
    }

    /** There is such a row from before the server started. */
    void earlier(String row) {
      earlier.add(row);
    }

    /** Whether storage is known to be away, so that everything fails at once. */
    void away(boolean now) {
      away.set(now);
    }

    /** Waits until the next row is begun: account, direction and body of its message. */
    String next() {
      try {
        return String.valueOf(begun.poll(10, TimeUnit.SECONDS));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return "nothing";
      }
    }

    /** True if nothing more has begun so far. */
    boolean isQuiet() {
      return begun.isEmpty();
    }

    void commit(String row) {
      promise(row).complete();
    }

    void fail(String row) {
      promise(row).fail(new StorageException(StorageException.Kind.UNAVAILABLE, "held"));
    }

    private Promise<Void> promise(String row) {
      Promise<Void> promise = open.remove(row);
      if (promise == null) {
        throw new AssertionError("not begun: " + row + " but " + open.keySet());
      }
      return promise;
    }
  }

  @Override
  public @Nullable Recorded record(LiveAccount owner, Message message, Direction direction) {
    if (message.isError() || message.child("jabber:client", "thread") != null) {
      return null;
    }
    long id = home.rowIds().next();
    return new Recorded(id, stanzaId(owner.jid(), id), begin(owner, message, direction));
  }

  @Override
  public Future<Optional<Recorded>> find(
      LiveAccount owner, Message message, Direction direction, long after, long before) {
    return Future.succeededFuture(
        earlier.contains(row(owner, message, direction))
            ? Optional.of(new Recorded(1, "earlier id", Future.succeededFuture()))
            : Optional.empty());
  }

  private static String row(LiveAccount owner, Message message, Direction direction) {
    return owner.jid().local() + " " + direction + " " + message.body();
  }

  @Override
  public Future<Void> again(
      LiveAccount owner, Message message, Direction direction, Recorded failed) {
    return begin(owner, message, direction);
  }

  private Future<Void> begin(LiveAccount owner, Message message, Direction direction) {
    if (away.get()) {
      return Future.failedFuture(new StorageException(StorageException.Kind.UNAVAILABLE, "away"));
    }
    String row = row(owner, message, direction);
    Promise<Void> promise = Promise.promise();
    open.put(row, promise);
    begun.add(row);
    Promise<Void> here = Promise.promise();
    promise.future().onComplete(ended -> home.context().runOnContext(turn -> here.handle(ended)));
    return here.future();
  }

  @Override
  public Future<Optional<Message>> message(Jid owner, String stanzaId) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public String stanzaId(Jid owner, long id) {
    return "id of " + owner.local();
  }
}
