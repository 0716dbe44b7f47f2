package dev.parley.server;

import dev.parley.core.admin.LinkCommands;
import dev.parley.core.auth.AccountChanges;
import dev.parley.core.auth.TlsSessions;
import dev.parley.core.config.ListenConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.Domains;
import dev.parley.transport.bosh.BoshEndpoint;
import dev.parley.transport.c2s.ClientConnections;
import dev.parley.transport.c2s.EdgeServices;
import dev.parley.transport.component.ComponentServices;
import dev.parley.transport.component.Components;
import dev.parley.transport.http.HttpServices;
import dev.parley.transport.stream.ClientStreams;
import dev.parley.transport.stream.ConnectionLimiter;
import dev.parley.transport.stream.OverHttp;
import dev.parley.transport.websocket.WebSocketEndpoint;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.List;

/** All ports of the server, the way out to other servers, and the commands about those. */
final class OpenPorts {
  /** How long what clients have said last may take to other servers. */
  private static final long LAST_WORDS_MILLIS = 1_000;

  private final Foundation base;
  private final WaysOut ways;
  private final ClientListeners clients;
  private final HttpListeners http;
  private final ComponentListeners components;
  private final Federation federation;

  /** Opens nothing yet; components are a way out from now on. */
  OpenPorts(Foundation base, Engine engine, AccountChanges changes, WaysOut ways) {
    this.base = base;
    this.ways = ways;
    Vertx vertx = base.bus().vertx();
    EdgeServices edge =
        new EdgeServices(
            base.bus(),
            base.router(),
            base.config(),
            base.registry().offers(),
            changes,
            base.tls(),
            TlsSessions::facts);
    ConnectionLimiter limiter = new ConnectionLimiter();
    this.clients = new ClientListeners(vertx, edge, limiter, engine.eventLoops());
    this.http =
        new HttpListeners(
            vertx,
            new HttpServices(
                base.config(),
                base.tls(),
                base.registry().http(),
                new ConnectionLimiter(),
                engine.entrances(),
                context -> transports(context, new ClientConnections(edge, limiter, context))),
            engine.eventLoops());
    Components known = new Components(base.router());
    ways.add(known);
    this.components =
        new ComponentListeners(
            vertx,
            new ComponentServices(
                known, base.router(), base.config(), base.registry().components()),
            engine.eventLoops());
    LinkCommands.register(base.registry().admin(), base.registry().links());
    this.federation =
        new Federation(
            new Federation.Parts(
                base.bus(),
                base.router(),
                base.storage(),
                base.config(),
                base.tls(),
                base.registry().remote(),
                base.registry().links(),
                engine.eventLoops()));
  }

  private List<OverHttp> transports(Context context, ClientStreams streams) {
    return List.of(
        new WebSocketEndpoint(base.config(), streams),
        new BoshEndpoint(base.config(), streams, base.bus(), (ContextInternal) context));
  }

  /**
   * Listens on all ports of the configuration; fails with a {@link StartException}.
   *
   * @param domains that components may not have
   */
  Future<Ports> open(ParleyConfig config, Domains domains) {
    ListenConfig listen = config.listen();
    // HTTP first: who logs in may be told its port.
    Future<Integer> https = http.open(listen.https(), "listen.https", true);
    Future<Integer> plain =
        https
            .onSuccess(base.registry().http()::bound)
            .compose(before -> http.open(listen.http(), "listen.http", false));
    // Components before clients, who may ask for them at once.
    Future<Integer> component =
        plain.compose(before -> components.open(config.components(), domains));
    Future<Federation.Ports> s2s = component.compose(before -> federation.open(ways));
    Future<Integer> c2s = s2s.compose(before -> clients.open(listen.c2s(), "listen.c2s", false));
    return c2s.compose(before -> clients.open(listen.c2sDirectTls(), "listen.c2sDirectTls", true))
        .map(direct ->
            new Ports(
                c2s.result(),
                direct,
                https.result(),
                plain.result(),
                component.result(),
                s2s.result().s2s(),
                s2s.result().s2sTls()));
  }

  /**
   * Has them closed when the server stops, side by side: peers that hang are waited for once. Links
   * with other servers stay a moment longer, for what clients have just said.
   */
  void closeBy(Shutdown shutdown) {
    Promise<Void> moment = Promise.promise();
    shutdown.addTogether(
        List.of(
            new Shutdown.Part("streams of clients", () -> heard(moment, clients.close())),
            new Shutdown.Part("streams of components", components::close),
            new Shutdown.Part("HTTP, and streams over it", http::close),
            new Shutdown.Part(
                "streams with other servers",
                () -> moment.future().compose(now -> federation.close()))));
  }

  /** The moment is over when clients are gone, and soon if some are not. */
  private Future<Void> heard(Promise<Void> moment, Future<Void> gone) {
    long late = base.bus().vertx().setTimer(LAST_WORDS_MILLIS, timer -> moment.tryComplete());
    return gone.onComplete(ended -> {
      base.bus().vertx().cancelTimer(late);
      moment.tryComplete();
    });
  }

  /** Uses other certificates where that takes more than to ask for them. */
  Future<Void> reload() {
    return http.reload();
  }

  /** How many clients are connected. */
  int clients() {
    return clients.connections();
  }
}
