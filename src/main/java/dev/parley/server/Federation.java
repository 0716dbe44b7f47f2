package dev.parley.server;

import dev.parley.core.bus.Bus;
import dev.parley.core.config.ListenConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.federation.Links;
import dev.parley.core.home.Router;
import dev.parley.core.module.RemoteHooks;
import dev.parley.core.storage.Storage;
import dev.parley.core.tls.ServerTls;
import dev.parley.transport.s2s.DialbackKeys;
import dev.parley.transport.s2s.FederatedDomains;
import dev.parley.transport.s2s.LinesVerticle;
import dev.parley.transport.s2s.ResumableStreams;
import dev.parley.transport.s2s.S2sServices;
import dev.parley.transport.s2s.S2sVerticle;
import dev.parley.transport.s2s.StreamCounts;
import dev.parley.transport.stream.ConnectionLimiter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything between this server and others. */
final class Federation {
  private static final int FREE_PORT = -301;

  private final Parts parts;
  private final Vertx vertx;
  private final ConnectionLimiter limiter = new ConnectionLimiter();
  private final OpenedPorts<S2sVerticle> ports;
  private @Nullable String lines;

  /**
   * What it is made of.
   *
   * @param config as it is at the time of asking
   * @param tls as it is at the time of asking
   */
  record Parts(
      Bus bus,
      Router router,
      Storage storage,
      Supplier<ParleyConfig> config,
      Supplier<ServerTls> tls,
      RemoteHooks hooks,
      Links links,
      int eventLoops) {}

  /**
   * The ports that were bound; 0 for a listener that is switched off.
   *
   * @param s2s with STARTTLS
   * @param s2sTls with TLS from the start
   */
  record Ports(int s2s, int s2sTls) {}

  Federation(Parts parts) {
    this.parts = parts;
    this.vertx = parts.bus().vertx();
    this.ports = new OpenedPorts<>(vertx, parts.eventLoops(), FREE_PORT);
  }

  /**
   * Reaches out and listens, unless it is switched off; fails with a {@link StartException} if a
   * port cannot be bound.
   */
  Future<Ports> open(WaysOut ways) {
    ListenConfig listen = parts.config().get().listen();
    if (!listen.federates()) {
      return Future.succeededFuture(new Ports(0, 0));
    }
    return services()
        .compose(services -> {
          AtomicInteger numbers = new AtomicInteger();
          int loops = parts.eventLoops();
          return vertx
              .deployVerticle(
                  () -> new LinesVerticle(services, numbers, loops),
                  LinesVerticle.deployment(loops))
              .compose(deployment -> {
                lines = deployment;
                ways.add(new FederatedDomains(parts.bus()));
                return listen(services, listen.s2s(), "listen.s2s", false);
              })
              .compose(first ->
                  listen(services, listen.s2sTls(), "listen.s2sTls", true)
                      .map(second -> new Ports(first, second)));
        });
  }

  private Future<S2sServices> services() {
    Supplier<ParleyConfig> config = parts.config();
    return Future.all(parts.storage().secret("dialback"), PeerProofs.open(vertx, config))
        .map(both -> {
          PeerProofs proofs = both.resultAt(1);
          return new S2sServices(
              parts.bus(),
              parts.router(),
              config,
              parts.tls(),
              new DialbackKeys(both.resultAt(0)),
              proofs.targets(),
              proofs.identity(),
              parts.hooks(),
              new StreamCounts(),
              new ResumableStreams(),
              parts.links());
        });
  }

  private Future<Integer> listen(
      S2sServices services,
      ListenConfig.@Nullable Listener listener,
      String key,
      boolean directTls) {
    return ports.open(listener, key, port -> new S2sVerticle(services, port, directTls, limiter));
  }

  /** How many streams other servers have opened. */
  int connections() {
    return limiter.total();
  }

  /** Ends all streams in good order; what waits goes back. */
  Future<Void> close() {
    String last = lines;
    return ports
        .close()
        .transform(closed -> last == null ? Future.succeededFuture() : vertx.undeploy(last));
  }
}
