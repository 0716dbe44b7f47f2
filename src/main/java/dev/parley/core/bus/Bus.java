package dev.parley.core.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The Vert.x event bus as Parley uses it: typed addresses, bodies handed over uncopied, and never
 * beyond this node. From one sender to one consumer bodies arrive in the order sent.
 *
 * <p>Consumers are never paused: a paused consumer drops what exceeds its buffer. Queues are
 * bounded by those who own them.
 */
public final class Bus {
  private static final String CODEC = "as-is";

  /** Shared by all sends, so that sending allocates none. */
  static final DeliveryOptions OPTIONS =
      new DeliveryOptions().setLocalOnly(true).setCodecName(CODEC);

  private final Vertx vertx;
  private final EventBus events;

  /** Prepares the bus of {@code vertx}; there is one {@code Bus} to a Vert.x instance. */
  public Bus(Vertx vertx) {
    this.vertx = vertx;
    this.events = vertx.eventBus();
    events.registerCodec(new AsIs());
  }

  /** The Vert.x instance whose bus this is. */
  public Vertx vertx() {
    return vertx;
  }

  /** Sends without waiting; what is sent where nobody consumes is gone. */
  public <T> void send(BusAddress<? super T> address, T body) {
    events.send(address.name(), body, OPTIONS);
  }

  /** Sends to an address that may have no consumer; fails if so. */
  public <T> Future<Void> deliver(BusAddress<? super T> address, T body) {
    return events.<Object>sender(address.name(), OPTIONS).write(body);
  }

  /** Sends and waits for the answer; fails with the cause given by the consumer. */
  public <T extends Request<R>, R> Future<R> request(BusAddress<? super T> address, T body) {
    return request(address, body, OPTIONS);
  }

  /** The same for an answer that may take longer than usual. */
  public <T extends Request<R>, R> Future<R> request(
      BusAddress<? super T> address, T body, Duration patience) {
    return request(address, body, new DeliveryOptions(OPTIONS).setSendTimeout(patience.toMillis()));
  }

  @SuppressWarnings("unchecked") // the consumer answers with the type of the request
  private <T extends Request<R>, R> Future<R> request(
      BusAddress<? super T> address, T body, DeliveryOptions options) {
    return events
        .<Object>request(address.name(), body, options)
        .compose(reply ->
            reply.body() instanceof Incoming.Failure failure
                ? Future.failedFuture(failure.cause())
                : Future.succeededFuture((R) reply.body()));
  }

  /** Consumes bodies on the given context, whichever context asks for it. */
  public <T> Future<Subscription> consume(
      Context context, BusAddress<T> address, Consumer<? super T> handler) {
    return subscribe(context, address, incoming -> handler.accept(incoming.body()));
  }

  /** Consumes bodies some of which are to be answered. */
  public <T> Future<Subscription> subscribe(
      Context context, BusAddress<T> address, Consumer<? super Incoming<T>> handler) {
    Promise<Subscription> subscribed = Promise.promise();
    context.runOnContext(started -> subscribed.complete(subscribeHere(address, handler)));
    return subscribed.future();
  }

  /** As {@link #subscribe}, on the current context and at once. */
  public <T> Subscription subscribeHere(
      BusAddress<T> address, Consumer<? super Incoming<T>> handler) {
    Class<T> type = address.body();
    return new Subscription(
        events.<Object>localConsumer(
            address.name(),
            message -> handler.accept(new Incoming<>(message, type.cast(message.body())))));
  }

  /** Hands bodies over as they are. */
  private static final class AsIs implements MessageCodec<Object, Object> {
    @Override
    public void encodeToWire(Buffer buffer, Object body) {
      throw new IllegalStateException("bodies stay within the node");
    }

    @Override
    public Object decodeFromWire(int position, Buffer buffer) {
      throw new IllegalStateException("bodies stay within the node");
    }

    @Override
    public Object transform(Object body) {
      return body;
    }

    @Override
    public String name() {
      return CODEC;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
