package dev.parley.core.bus;

import io.netty.channel.EventLoop;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where what is sent to one address is consumed: on one context of an event loop, one body after
 * the other.
 *
 * @param <T> the type of the bodies
 */
final class Station<T> implements Handler<Incoming<T>> {
  private final BusAddress<T> address;
  private final ContextInternal context;
  private final EventLoop loop;
  private final Consumer<? super Incoming<T>> consumer;
  private volatile boolean closed;

  Station(BusAddress<T> address, ContextInternal context, Consumer<? super Incoming<T>> consumer) {
    if (!context.isEventLoopContext()) {
      throw new IllegalStateException("bodies are consumed on event loops");
    }
    this.address = address;
    this.context = context;
    this.loop = context.nettyEventLoop();
    this.consumer = consumer;
  }

  BusAddress<T> address() {
    return address;
  }

  ContextInternal context() {
    return context;
  }

  EventLoop loop() {
    return loop;
  }

  /**
   * A body for this station.
   *
   * @param question who waits for an answer; null if nobody does
   */
  Arrival<T> arrival(Object body, @Nullable Question<?> question) {
    return new Arrival<>(this, address.body().cast(body), question);
  }

  @Override
  public void handle(Incoming<T> incoming) {
    consumer.accept(incoming);
  }

  /** Consumes nothing more, nor what has been sent already. */
  void close() {
    closed = true;
  }

  /** A body on its way through the queue of the event loop, where it is one task. */
  record Arrival<T>(Station<T> station, T body, @Nullable Question<?> question)
      implements Runnable {

    /** Puts it behind all that the event loop has to do, even if that is the caller's. */
    void queue() {
      try {
        station.loop.execute(this);
      } catch (RejectedExecutionException ended) {
        lost();
      }
    }

    @Override
    public void run() {
      if (station.closed) {
        lost();
      } else {
        // What the consumer throws goes to the handler of its context.
        station.context.dispatch(new Incoming<>(body, question), station);
        if (question != null && !(body instanceof Request)) {
          question.taken();
        }
      }
    }

    /** There is nobody who could consume it. */
    void lost() {
      if (question != null) {
        question.fail(new NobodyThereException(station.address));
      }
    }
  }
}
