package dev.parley.transport.http;

import dev.parley.core.config.ParleyConfig;
import dev.parley.core.http.HttpRoutes;
import dev.parley.core.tls.ServerTls;
import dev.parley.transport.stream.ConnectionLimiter;
import dev.parley.transport.stream.OverHttp;
import io.vertx.core.Context;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the HTTP listeners of a node need of it.
 *
 * @param config the configuration as it is at the time of asking
 * @param tls the certificates as they are at the time of asking
 * @param routes what modules answer
 * @param limiter counts the connections of all HTTP listeners
 * @param entrances where its connections come in
 * @param transports makes those that begin over HTTP, for one listener on one event loop
 */
public record HttpServices(
    Supplier<ParleyConfig> config,
    Supplier<ServerTls> tls,
    HttpRoutes routes,
    ConnectionLimiter limiter,
    Entrances entrances,
    Function<Context, List<OverHttp>> transports) {}
