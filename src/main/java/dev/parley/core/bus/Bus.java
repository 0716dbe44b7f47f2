package dev.parley.core.bus;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The event bus of one node: typed addresses, and bodies handed over uncopied, from context to
 * context of one Vert.x instance. From one sender to one consumer bodies arrive in the order sent,
 * and never within the call that sends them.
 *
 * <p>It is no more than a map of addresses and the queues of the event loops: for a delivery that
 * costs a microsecond, the envelopes and queues of Vert.x's own bus were a tenth (decision 143).
 * Queues are bounded by those who own them.
 */
public final class Bus {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final VertxInternal vertx;
  private final FastThreadLocal<@Nullable Bundle> gathering = new FastThreadLocal<>();
  private final Map<String, Station<?>> stations = new ConcurrentHashMap<>();

  /** The bus of {@code vertx}; there is one {@code Bus} to a Vert.x instance. */
  public Bus(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  /** The Vert.x instance whose bus this is. */
  public Vertx vertx() {
    return vertx;
  }

  /** Sends without waiting; what is sent where nobody consumes is gone. */
  public <T> void send(BusAddress<? super T> address, T body) {
    Station<?> station = station(address);
    if (station != null) {
      leave(station.arrival(body, null));
    }
  }

  /** For many bodies at once. */
  public Bundle bundle() {
    return new Bundle(this);
  }

  private void leave(Station.Arrival<?> arrival) {
    Bundle open = gathering();
    if (open == null) {
      arrival.queue();
    } else {
      open.add(arrival);
    }
  }

  /** From now on, what this thread sends goes into a bundle; null ends that. */
  void gather(@Nullable Bundle bundle) {
    gathering.set(bundle);
  }

  /** Takes what this thread sends; null if that goes at once. */
  @Nullable Bundle gathering() {
    return gathering.get();
  }

  @Nullable Station<?> station(BusAddress<?> address) {
    return stations.get(address.name());
  }

  /** Sends what is no request to an address that may have no consumer; fails if so. */
  public <T> Future<Void> deliver(BusAddress<? super T> address, T body) {
    ContextInternal asker = vertx.getOrCreateContext();
    return ask(address, body, new Question<>(asker, address, PATIENCE.toMillis()));
  }

  /** Sends and waits for the answer; fails with the cause given by the consumer. */
  public <T extends Request<R>, R> Future<R> request(BusAddress<? super T> address, T body) {
    return request(address, body, PATIENCE);
  }

  /** The same for an answer that may take longer than usual. */
  public <T extends Request<R>, R> Future<R> request(
      BusAddress<? super T> address, T body, Duration patience) {
    ContextInternal asker = vertx.getOrCreateContext();
    return ask(address, body, new Question<>(asker, address, patience.toMillis()));
  }

  private <R> Future<R> ask(BusAddress<?> address, Object body, Question<R> question) {
    Station<?> station = station(address);
    if (station == null) {
      question.fail(new NobodyThereException(address));
    } else {
      leave(station.arrival(body, question));
    }
    return question.future();
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

  /**
   * As {@link #subscribe}, on the current context and at once. An address has one consumer: who
   * consumed it before hears nothing more.
   */
  public <T> Subscription subscribeHere(
      BusAddress<T> address, Consumer<? super Incoming<T>> handler) {
    Station<T> station = new Station<>(address, vertx.getOrCreateContext(), handler);
    stations.put(address.name(), station);
    return new Subscription(this, station);
  }

  void remove(Station<?> station) {
    stations.remove(station.address().name(), station);
  }
}
