package dev.parley.core.home;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.Subscription;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** All homes of this node: 256 shards spread over its event loops. */
public final class Homes {
  private static final long TICK_MILLIS = 5_000;

  private final Bus bus;
  private final List<Home> homes;

  private Homes(Bus bus, List<Home> homes) {
    this.bus = bus;
    this.homes = homes;
  }

  /**
   * Makes the homes, on one context for each event loop.
   *
   * @param loops how many event loops Vert.x has
   * @param directory tells whether an account exists
   */
  public static Future<Homes> start(
      Bus bus, int loops, Function<Jid, Future<Boolean>> directory, HomeLimits limits) {
    Vertx vertx = bus.vertx();
    List<Context> contexts = Collections.synchronizedList(new ArrayList<>());
    return vertx
        .deployVerticle(
            () -> new LoopVerticle(contexts), new DeploymentOptions().setInstances(loops))
        .compose(deployed -> {
          List<Home> homes = new ArrayList<>(Shard.COUNT);
          for (int shard = 0; shard < Shard.COUNT; shard++) {
            Context context = contexts.get(shard % contexts.size());
            homes.add(new Home(shard, context, bus, directory, limits));
          }
          Homes all = new Homes(bus, List.copyOf(homes));
          return all.begin().map(all);
        });
  }

  private Future<?> begin() {
    return forEach(home -> {
      home.tick(System.currentTimeMillis());
      bus.vertx().setPeriodic(TICK_MILLIS, id -> home.tick(System.currentTimeMillis()));
      bus.subscribeHere(
          Addresses.accounts(home.shard()), incoming -> home.changed(incoming.body()));
      return Future.succeededFuture();
    });
  }

  /** The bus of this node. */
  public Bus bus() {
    return bus;
  }

  /** The home of a shard, 0 to 255. */
  public Home home(int shard) {
    return homes.get(shard);
  }

  /** The home of a JID. */
  public Home of(Jid jid) {
    return homes.get(Shard.of(jid));
  }

  /** Does something in every home, on its context; completes when all is done. */
  public Future<Void> forEach(Function<Home, Future<?>> task) {
    List<Future<?>> all = new ArrayList<>(homes.size());
    for (Home home : homes) {
      Promise<Object> done = Promise.promise();
      all.add(done.future());
      home.context()
          .runOnContext(here ->
              Future.succeededFuture()
                  .compose(start -> task.apply(home))
                  .onSuccess(done::complete)
                  .onFailure(done::fail));
    }
    return Future.all(all).mapEmpty();
  }

  /**
   * Puts a service into every home: makes its state with {@code service}, and consumes its address
   * there.
   *
   * @param <S> the state a service keeps for one home
   * @param <T> the bodies it consumes
   * @return what ends the consumption
   */
  public <S, T> Future<List<Subscription>> serve(
      IntFunction<BusAddress<T>> address,
      Function<Home, S> service,
      BiConsumer<S, Incoming<T>> handler) {
    List<Subscription> subscriptions = Collections.synchronizedList(new ArrayList<>());
    return forEach(
            home -> {
              S state = service.apply(home);
              subscriptions.add(
                  bus.subscribeHere(
                      address.apply(home.shard()), incoming -> handler.accept(state, incoming)));
              return Future.succeededFuture();
            })
        .map(ready -> List.copyOf(subscriptions));
  }

  /** Ends what {@link #serve} began. */
  public static Future<Void> cancel(List<Subscription> subscriptions) {
    return Future.join(subscriptions.stream().map(Subscription::cancel).toList()).mapEmpty();
  }

  /** Stands for one event loop: Vert.x gives each instance another. */
  private static final class LoopVerticle extends VerticleBase {
    private final List<Context> contexts;

    LoopVerticle(List<Context> contexts) {
      this.contexts = contexts;
    }

    @Override
    public Future<?> start() {
      contexts.add(context);
      return Future.succeededFuture();
    }
  }
}
