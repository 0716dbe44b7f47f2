package dev.parley.transport.bosh;

import dev.parley.core.bus.ToBosh.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a session's requests: which comes next, which came too early, and what was
 * answered to the last ones (XEP-0124 §14).
 */
final class RequestWindow {
  private final int size;
  private final Map<Long, Answer> answered = new LinkedHashMap<>();
  private long next;

  /** What a number means. */
  enum Place {
    /** The next one in order. */
    NEXT,
    /** One of the next; those before it are on their way. */
    EARLY,
    /** One that was there before. */
    REPEATED,
    /** None that can be. */
    OUTSIDE
  }

  /**
   * After a first request.
   *
   * @param size how many requests may be open at a time
   */
  RequestWindow(long first, int size) {
    this.next = first + 1;
    this.size = size;
  }

  /**
   * The place of a request.
   *
   * @param isLast whether the client pauses or ends, for which it may use one more (§11)
   */
  Place place(long rid, boolean isLast) {
    if (rid < next) {
      return Place.REPEATED;
    }
    if (rid == next) {
      return Place.NEXT;
    }
    return rid < next + size + (isLast ? 1 : 0) ? Place.EARLY : Place.OUTSIDE;
  }

  /** The next request is taken. */
  void advance() {
    next++;
  }

  /** The number that comes next. */
  long next() {
    return next;
  }

  /** Remembers an answer, so that it can be repeated. */
  void answered(long rid, Answer answer) {
    answered.put(rid, answer);
    if (answered.size() > size) {
      answered.remove(answered.keySet().iterator().next());
    }
  }

  /** What was answered; null if that is not known any more, or has not happened. */
  @Nullable Answer answer(long rid) {
    return answered.get(rid);
  }
}
