package dev.parley.transport.http;

import dev.parley.core.config.HttpLimits;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.http.HttpStatus;
import dev.parley.transport.stream.LocalPort;
import dev.parley.transport.stream.OverHttp;
import dev.parley.transport.stream.PortVerticle;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.VertxConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for HTTP on one port, with TLS and HTTP/2 or without both. */
public final class HttpVerticle extends VerticleBase implements PortVerticle {
  private static final Logger LOG = LoggerFactory.getLogger(HttpVerticle.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final int SWITCHING_PROTOCOLS = 101;

  /** Streams that a client may reset in half a minute (CVE-2023-44487). */
  private static final int RESETS = 200;

  private static final int RESET_WINDOW_SECONDS = 30;

  /** How long open requests may go on when the server stops. */
  private static final long FAREWELL_SECONDS = 3;

  private final HttpServices services;
  private final LocalPort port;
  private final boolean tls;
  private final Map<HttpConnection, Visitor> visitors = new HashMap<>();
  private final Map<String, OverHttp> transports = new HashMap<>();
  private HttpServer server;

  /** Listens when deployed. */
  public HttpVerticle(HttpServices services, LocalPort port, boolean tls) {
    this.services = services;
    this.port = port;
    this.tls = tls;
  }

  /** Completes when the port is bound, so a failed bind is a failed start. */
  @Override
  public Future<?> start() {
    HttpServerOptions options = options(services.config().get());
    if (tls) {
      services.tls().get().listenHttps(options);
    }
    Entrance entrance = new Entrance(services.config(), services.limiter());
    if (port.port() > 0) {
      services.entrances().open(port.port(), entrance);
    }
    server = vertx.createHttpServer(options);
    vertx.setPeriodic(LOOK_MILLIS, id -> look());
    for (OverHttp transport : services.transports().apply(context)) {
      transports.put(transport.path(), transport);
    }
    return server
        .connectionHandler(this::accept)
        .requestHandler(this::serve)
        .exceptionHandler(cause -> LOG.debug("connection refused: {}", cause.toString()))
        .listen(port.port(), port.host())
        .onSuccess(bound -> services.entrances().open(bound.actualPort(), entrance));
  }

  private static HttpServerOptions options(ParleyConfig config) {
    HttpLimits limits = config.limits().http();
    // A little later than our own look, which knows why; this one is for what that misses. A
    // request that is held for long is none of that.
    long idle =
        Math.max(limits.idleTimeout().toMillis(), config.http().bosh().maxWait().toMillis());
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setMaxInitialLineLength(limits.headerBytes())
            .setMaxHeaderSize(limits.headerBytes())
            .setDecompressionSupported(false)
            .setCompressionSupported(false)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) Math.min(Integer.MAX_VALUE, 2 * idle))
            .setHttp2RstFloodMaxRstFramePerWindow(RESETS)
            .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
            .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
            .setInitialSettings(
                new Http2Settings()
                    .setPushEnabled(false)
                    .setMaxConcurrentStreams(limits.streamsPerConnection())
                    .setMaxHeaderListSize(limits.headerBytes()));
    options.setTcpNoDelay(true).setTcpKeepAlive(true).setAcceptBacklog(1_024);
    return options;
  }

  @Override
  public int port() {
    return server.actualPort();
  }

  /** Uses other certificates for connections from now on. */
  public Future<?> reload() {
    return tls ? server.updateSSLOptions(services.tls().get().https()) : Future.succeededFuture();
  }

  /** Ends the streams over HTTP, and lets other open requests end, for a moment. */
  @Override
  public Future<?> stop() {
    return Future.join(transports.values().stream().map(OverHttp::stop).toList())
        .transform(ended -> server.shutdown(FAREWELL_SECONDS, TimeUnit.SECONDS));
  }

  private void accept(HttpConnection connection) {
    // Whose it is may not be known yet: a proxy may have to say so.
    visitors.put(connection, new Visitor(connection, System.nanoTime()));
    connection.exceptionHandler(
        cause -> LOG.debug("connection of {}: {}", connection.remoteAddress(), cause.toString()));
    onClose(connection, () -> visitors.remove(connection));
  }

  /** A connection that becomes a WebSocket does not tell of its end itself. */
  private static void onClose(HttpConnection connection, Runnable done) {
    if (connection instanceof VertxConnection upgradable) {
      upgradable.channel().closeFuture().addListener(closed -> done.run());
    } else {
      connection.closeHandler(closed -> done.run());
    }
  }

  private void serve(HttpServerRequest request) {
    Visitor visitor = visitors.get(request.connection());
    if (visitor == null) {
      request.connection().close();
      return;
    }
    visitor.asks(request, System.nanoTime());
    if (FrontDoor.admit(request)) {
      try {
        OverHttp transport = transports.get(request.path());
        if (transport == null) {
          services.routes().handle(vertx, request);
        } else {
          transport.handle(request);
        }
      } catch (RuntimeException failure) {
        LOG.error("{} {} failed", request.method(), request.path(), failure);
        HttpStatus.send(request, 500);
      }
    }
    if (request.response().getStatusCode() == SWITCHING_PROTOCOLS) {
      // From now on this is somebody else's connection.
      visitors.remove(request.connection());
    }
  }

  private void look() {
    HttpLimits limits = services.config().get().limits().http();
    long now = System.nanoTime();
    for (Visitor visitor : visitors.values().toArray(new Visitor[0])) {
      visitor.look(limits, now);
    }
  }
}
