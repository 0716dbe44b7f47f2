package dev.parley.core.bus;

import org.jspecify.annotations.Nullable;

/**
 * A body that has arrived, and the way to answer it.
 *
 * @param <T> the type of the body
 */
public final class Incoming<T> {
  private final T body;
  private final @Nullable Question<?> question;

  Incoming(T body, @Nullable Question<?> question) {
    this.body = body;
    this.question = question;
  }

  /** What was sent. */
  public T body() {
    return body;
  }

  /** Answers a {@link Request}; the type of the answer is the request's. */
  @SuppressWarnings("unchecked") // the sender of the request waits for that type
  public <R> void reply(Request<R> request, R answer) {
    if (question != null) {
      ((Question<R>) question).answer(answer);
    }
  }

  /** Fails a {@link Request}: the future of its sender fails with {@code cause}. */
  public void fail(Throwable cause) {
    if (question != null) {
      question.fail(cause);
    }
  }
}
