package dev.parley.transport.bosh;

import dev.parley.core.bus.ToBosh.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a session that have no answer yet: those that are held, the oldest first
 * (XEP-0124 §8), and those that came before their turn (§14.2).
 */
final class OpenRequests {
  private final String type;
  private final Deque<Held> held = new ArrayDeque<>(2);
  private final TreeMap<Long, Held> early = new TreeMap<>();

  /**
   * Has none.
   *
   * @param type of the content of answers
   */
  OpenRequests(String type) {
    this.type = type;
  }

  /** Holds the next request in order. */
  void hold(Held request) {
    held.add(request);
  }

  /** How many are held. */
  int size() {
    return held.size();
  }

  /** The one that is held for the longest time; null if none is. */
  @Nullable Held oldest() {
    return held.peek();
  }

  /** Takes the oldest away, to be answered; there is one. */
  Held takeOldest() {
    return held.remove();
  }

  /** Keeps a request until its turn; if it was there already, the later one counts. */
  void wait(Body body, Consumer<Answer> reply) {
    Held before = early.put(body.rid(), new Held(body.rid(), body, reply, Long.MAX_VALUE));
    if (before != null) {
      before.reply().accept(Answers.superseded(type));
    }
  }

  /** Takes away the request with this number, whose turn it is; null if it has not come yet. */
  @Nullable Held takeEarly(long rid) {
    return early.remove(rid);
  }

  /**
   * The client has sent a request again that is held: it is answered where it came last (§14.3).
   *
   * @return false if none with this number is held
   */
  boolean supersede(long rid, Consumer<Answer> reply) {
    boolean found = false;
    for (int i = held.size(); i > 0; i--) {
      Held one = held.remove();
      if (one.rid() == rid) {
        one.reply().accept(Answers.superseded(type));
        one = new Held(rid, one.body(), reply, one.until());
        found = true;
      }
      held.add(one);
    }
    return found;
  }

  /** Answers all that are held. */
  void answerHeld(Answer answer) {
    held.forEach(request -> request.reply().accept(answer));
    held.clear();
  }

  /** Answers all. */
  void answerAll(Answer answer) {
    answerHeld(answer);
    early.values().forEach(request -> request.reply().accept(answer));
    early.clear();
  }
}
