package dev.parley.modules.message;

import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the archives of one home's accounts lack: copies of messages that had left when it turned
 * out that their rows could not be written. They are tried again once a second, in their order.
 * Meanwhile the account goes on, but for what has been archived after them: that waits here behind
 * them, so that nobody sees it in another order than the archive's.
 */
final class OwedCopies {
  /** Most that may wait for one account; it sends and receives nothing archived then. */
  static final int MOST = 1_000;

  private static final long RETRY_MILLIS = 1_000;
  private static final int PAGE = 200;

  private final Home home;
  private final Map<Jid, Queue> queues = new HashMap<>();
  private boolean scheduled;

  OwedCopies(Home home) {
    this.home = home;
  }

  /** What an archive lacks, or what waits behind that. */
  interface Owed {
    /** Writes the row; finding it there is success. */
    Future<Void> write(LiveAccount owner);

    /**
     * Goes on in the account's turn.
     *
     * @param cause null if the row is written; else why it never will be
     */
    void settle(LiveAccount owner, @Nullable Throwable cause);

    /** True if this is its recipient's answer, so that the row is not needed any more. */
    default boolean isAnsweredBy(Message error) {
      return false;
    }
  }

  /** True if the archive of the account lacks something. */
  boolean isOwed(Jid account) {
    return !queues.isEmpty() && queues.containsKey(account);
  }

  /** True if no more may come. */
  boolean isFull(Jid account) {
    Queue queue = queues.isEmpty() ? null : queues.get(account);
    return queue != null && queue.items.size() >= MOST;
  }

  /** True if it makes sense to try again what failed so. */
  static boolean isForNow(Throwable cause) {
    return cause instanceof StorageException failure
        && switch (failure.kind()) {
          case UNAVAILABLE, OVERLOADED, FULL -> true;
          case CONFLICT, NO_ACCOUNT, BROKEN -> false;
        };
  }

  /** Has the row of a message written later. */
  void owe(Jid account, Owed owed) {
    add(account, new Item(owed, false));
  }

  /** Has something whose row is written wait for the rows before it. */
  void waitBehind(Jid account, Owed written) {
    add(account, new Item(written, true));
  }

  private void add(Jid account, Item item) {
    queues.computeIfAbsent(account, first -> new Queue()).items.add(item);
    schedule();
  }

  /** An error has come for the account: what it answers has not arrived, and is not archived. */
  void answered(Jid account, Message error) {
    Queue queue = queues.isEmpty() ? null : queues.get(account);
    if (queue != null) {
      for (Item item : queue.items) {
        item.needless |= !item.written && item.owed.isAnsweredBy(error);
      }
    }
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      home.bus().vertx().setTimer(RETRY_MILLIS, timer -> tryAll());
    }
  }

  private void tryAll() {
    scheduled = false;
    List.copyOf(queues.keySet()).forEach(this::tryAgain);
    if (!queues.isEmpty()) {
      schedule();
    }
  }

  private void tryAgain(Jid jid) {
    Queue queue = queues.get(jid);
    if (queue == null || queue.trying) {
      return;
    }
    queue.trying = true;
    home.with(
        jid,
        new AccountTask() {
          @Override
          public void run(LiveAccount account) {
            Future<Void> tried = writePage(account, queue);
            account.lane().hold(tried);
            tried.onComplete(ended -> queue.trying = false);
          }

          @Override
          public void failed(Throwable cause) {
            queue.trying = false;
          }
        });
  }

  /** Completes when all is written, or something could not be. */
  private Future<Void> writePage(LiveAccount account, Queue queue) {
    List<Item> page = queue.items.stream().limit(PAGE).toList();
    List<Future<Void>> writes = new ArrayList<>(page.size());
    for (Item item : page) {
      writes.add(item.isDone() ? Future.succeededFuture() : item.owed.write(account));
    }
    return Future.join(writes)
        .transform(ended -> {
          for (int i = 0; i < page.size(); i++) {
            Throwable cause = writes.get(i).cause();
            page.get(i).written |= cause == null;
            page.get(i).failure = cause == null || isForNow(cause) ? null : cause;
          }
          return settle(account, queue) ? writePage(account, queue) : Future.succeededFuture();
        });
  }

  /** Goes on with what is done; true if there is more than was tried. */
  private boolean settle(LiveAccount account, Queue queue) {
    boolean any = false;
    Item first = queue.items.peek();
    while (first != null && first.isDone()) {
      any = true;
      queue.items.remove();
      first.owed.settle(account, first.failure);
      first = queue.items.peek();
    }
    if (first == null) {
      queues.remove(account.jid());
    }
    return any && first != null;
  }

  /** One account's, in the order of their rows. */
  private static final class Queue {
    private final Deque<Item> items = new ArrayDeque<>();

    /** True while the account's lane is at it, or will be. */
    private boolean trying;
  }

  private static final class Item {
    private final Owed owed;
    private boolean written;
    private boolean needless;
    private @Nullable Throwable failure;

    Item(Owed owed, boolean written) {
      this.owed = owed;
      this.written = written;
    }

    boolean isDone() {
      return written || needless || failure != null;
    }
  }
}
