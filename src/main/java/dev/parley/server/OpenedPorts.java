package dev.parley.server;

import dev.parley.core.config.ListenConfig;
import dev.parley.transport.stream.LocalPort;
import dev.parley.transport.stream.PortVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ports for one kind of connection, each with a listener on every event loop.
 *
 * @param <V> what listens
 */
final class OpenedPorts<V extends PortVerticle> {
  private final Vertx vertx;
  private final int eventLoops;
  private final int free;
  private final List<String> deployments = Collections.synchronizedList(new ArrayList<>());
  private final List<V> listeners = Collections.synchronizedList(new ArrayList<>());

  /**
   * Has none yet.
   *
   * @param free the first of the negative numbers for free ports, which no other kind uses
   */
  OpenedPorts(Vertx vertx, int eventLoops, int free) {
    this.vertx = vertx;
    this.eventLoops = eventLoops;
    this.free = free;
  }

  /**
   * Listens; fails with a {@link StartException} that names the port and its key.
   *
   * @param listener null for one that is switched off
   * @param key of the configuration, for the message
   * @param verticle makes one that will listen there
   * @return the port that was bound; 0 for a listener that is switched off
   */
  Future<Integer> open(
      ListenConfig.@Nullable Listener listener, String key, Function<LocalPort, V> verticle) {
    if (listener == null) {
      return Future.succeededFuture(0);
    }
    int number = listener.port() == 0 ? free - deployments.size() : listener.port();
    LocalPort port = new LocalPort(listener.host(), number);
    List<V> opened = Collections.synchronizedList(new ArrayList<>());
    return vertx
        .deployVerticle(
            () -> {
              V one = verticle.apply(port);
              opened.add(one);
              return one;
            },
            new DeploymentOptions()
                .setInstances(eventLoops)
                .setThreadingModel(ThreadingModel.EVENT_LOOP))
        .recover(cause -> Future.failedFuture(StartException.cannotListen(key, listener, cause)))
        .map(deployment -> {
          deployments.add(deployment);
          listeners.addAll(opened);
          return opened.get(0).port();
        });
  }

  /** All that listen, on all event loops. */
  List<V> listeners() {
    return List.copyOf(listeners);
  }

  /** Ends all streams in good order, then the listeners. */
  Future<Void> close() {
    return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
  }
}
