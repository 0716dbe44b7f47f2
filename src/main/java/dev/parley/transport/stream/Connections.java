package dev.parley.transport.stream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The connections of one listener on one event loop, each deployed as a verticle. Whoever listens
 * ends them before it stops itself. Used on the event loop of the listener only.
 */
public final class Connections {
  private final Context listener;
  private final ContextInternal outside;
  private final Set<ConnectionVerticle.Stream> open =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean stopping;

  /** Has none yet. */
  public Connections(Context listener) {
    this.listener = listener;
    ContextInternal context = (ContextInternal) listener;
    // Of no verticle. Vert.x would end the children of the listener by itself, but not in good
    // order: one that has just ended on its own makes it give up the rest.
    this.outside = context.owner().contextBuilder().withEventLoop(context.nettyEventLoop()).build();
  }

  /** Deploys a connection, until its stream has ended. */
  public void add(ConnectionVerticle.Stream stream) {
    open.add(stream);
    outside.dispatch(() -> deploy(stream));
    if (stopping) {
      stream.stop();
    }
  }

  private void deploy(ConnectionVerticle.Stream stream) {
    Vertx vertx = outside.owner();
    Future<String> deployed = vertx.deployVerticle(new ConnectionVerticle(stream, listener));
    stream
        .ended()
        .onComplete(ended -> {
          open.remove(stream);
          deployed.onSuccess(vertx::undeploy);
        });
  }

  /** Ends all, and those that are still on their way; completes when those there have ended. */
  public Future<Void> stop() {
    stopping = true;
    List<Future<Void>> ends = new ArrayList<>(open.size());
    for (ConnectionVerticle.Stream stream : List.copyOf(open)) {
      stream.stop();
      ends.add(stream.ended());
    }
    return Future.join(ends).mapEmpty();
  }
}
