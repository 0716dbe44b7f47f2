package dev.parley.core.module;

import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.Incoming;
import dev.parley.core.home.Home;
import dev.parley.core.home.Homes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What one module has put into every home of this node, each on the home's own context. */
final class Installations {
  private final Homes homes;
  private final Deque<Runnable> undos;
  private final List<Future<?>> begun = new ArrayList<>();

  /**
   * Has put nothing there yet.
   *
   * @param undos gets what takes back each of them; safe for use by many threads
   */
  Installations(Homes homes, Deque<Runnable> undos) {
    this.homes = homes;
    this.undos = undos;
  }

  /** Completes when all of it is there; fails with the first that did not go. */
  Future<Void> done() {
    return Future.all(begun).mapEmpty();
  }

  /**
   * Puts something into each home.
   *
   * @param installation does it, and tells how it is undone; both run on the home's context
   */
  void add(Function<Home, Runnable> installation) {
    run(home -> {
      Runnable undo = installation.apply(home);
      undos.push(() -> home.context().runOnContext(here -> undo.run()));
      return Future.succeededFuture();
    });
  }

  /** Does something in each home that leaves nothing to be undone. */
  void run(Function<Home, Future<?>> task) {
    begun.add(homes.forEach(task));
  }

  /** As of {@link Homes#serve}. */
  <S, T> void serve(
      IntFunction<BusAddress<T>> address,
      Function<Home, S> service,
      BiConsumer<S, Incoming<T>> handler) {
    begun.add(
        homes
            .serve(address, service, handler)
            .onSuccess(served -> undos.push(() -> Homes.cancel(served))));
  }
}
