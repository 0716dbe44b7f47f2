package dev.parley.core.bus;

import io.vertx.core.eventbus.Message;

/**
 * A body that has arrived, and the way to answer it.
 *
 * @param <T> the type of the body
 */
public final class Incoming<T> {
  private final Message<Object> message;
  private final T body;

  Incoming(Message<Object> message, T body) {
    this.message = message;
    this.body = body;
  }

  /** What was sent. */
  public T body() {
    return body;
  }

  /** Answers a {@link Request}; the type of the answer is the request's. */
  public <R> void reply(Request<R> request, R answer) {
    message.reply(answer, Bus.OPTIONS);
  }

  /** Fails a {@link Request}: the future of its sender fails with {@code cause}. */
  public void fail(Throwable cause) {
    message.reply(new Failure(cause), Bus.OPTIONS);
  }

  /** How a failure travels: the cause itself, since bodies are handed over uncopied. */
  record Failure(Throwable cause) {}
}
