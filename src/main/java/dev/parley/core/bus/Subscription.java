package dev.parley.core.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;

/** A consumer on the bus. Whoever made it ends it: none ends by itself. */
public final class Subscription {
  private final MessageConsumer<Object> consumer;

  Subscription(MessageConsumer<Object> consumer) {
    this.consumer = consumer;
  }

  /** Stops consuming; completes when nothing more arrives. */
  public Future<Void> cancel() {
    return consumer.unregister();
  }
}
