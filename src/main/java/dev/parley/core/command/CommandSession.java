package dev.parley.core.command;

import dev.parley.core.command.CommandRequest.Action;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Supplier;

/** A command that somebody is in the middle of (XEP-0050 §3.3). */
final class CommandSession<C> {
  private static final int MAX_BACK = 20;

  private final String id;
  private final String node;
  private final Jid requester;
  private final Jid responder;
  private final Deque<Step.Ask<C>> asked = new ArrayDeque<>();
  private boolean busy;
  private long touched;

  CommandSession(String id, String node, Jid requester, Jid responder) {
    this.id = id;
    this.node = node;
    this.requester = requester;
    this.responder = responder;
  }

  String id() {
    return id;
  }

  String node() {
    return node;
  }

  Jid requester() {
    return requester;
  }

  /** True if it is this one's command, at this responder. */
  boolean isBetween(Jid otherRequester, Jid otherResponder) {
    return requester.equals(otherRequester) && responder.equals(otherResponder);
  }

  long touched() {
    return touched;
  }

  void touch(long nanos) {
    touched = nanos;
  }

  /** What {@code execute} stands for; refuses what is not possible now (§3.4). */
  Action meant(Action action) {
    if (busy) {
      throw CommandError.BAD_ACTION.toException("The last step is still being done.");
    }
    Action forward = current().isLast() ? Action.COMPLETE : Action.NEXT;
    Action meant = action == Action.EXECUTE ? forward : action;
    boolean possible =
        meant == Action.CANCEL || meant == forward || meant == Action.PREV && hasPrevious();
    if (!possible) {
      throw CommandError.BAD_ACTION.toException();
    }
    return meant;
  }

  /** Does something that a later request has to wait for. */
  Future<Step<C>> during(Supplier<Future<Step<C>>> work) {
    busy = true;
    try {
      return work.get().onComplete(done -> busy = false);
    } catch (RuntimeException refused) {
      busy = false;
      return Future.failedFuture(refused);
    }
  }

  void push(Step.Ask<C> ask) {
    asked.push(ask);
    if (asked.size() > MAX_BACK) {
      asked.removeLast();
    }
  }

  /** The form that is to be filled in. */
  Step.Ask<C> current() {
    return Objects.requireNonNull(asked.peek());
  }

  boolean hasPrevious() {
    return asked.size() > 1;
  }

  /** Goes back to the form before. */
  Step.Ask<C> back() {
    asked.pop();
    return current();
  }
}
