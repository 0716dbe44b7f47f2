package dev.parley.transport.bosh;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;

/** Answers of which it is not known whether they have arrived, the oldest first. */
final class UnconfirmedAnswers {
  private final Deque<Sent> all = new ArrayDeque<>(2);

  /** An answer to the request with this number. */
  private record Sent(long rid, Promise<Void> arrived) {}

  /** The answer to this request is about to be sent; completes once the client has it. */
  Future<Void> add(long rid) {
    Promise<Void> arrived = Promise.promise();
    all.add(new Sent(rid, arrived));
    return arrived.future();
  }

  /** The client has the answers up to this request. */
  void confirm(long rid) {
    while (!all.isEmpty() && all.element().rid() <= rid) {
      all.remove().arrived().complete();
    }
  }

  /** Nobody will hear any more whether the rest has arrived: it is taken not to have. */
  void giveUp() {
    while (!all.isEmpty()) {
      all.remove().arrived().fail("the session ended before the client had it");
    }
  }
}
