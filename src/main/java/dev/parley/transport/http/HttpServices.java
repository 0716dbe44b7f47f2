package dev.parley.transport.http;

import dev.parley.core.config.ParleyConfig;
import dev.parley.core.http.HttpRoutes;
import dev.parley.core.tls.ServerTls;
import dev.parley.transport.stream.ConnectionLimiter;
import java.util.function.Supplier;

/**
 * What the HTTP listeners of a node need of it.
 *
 * @param config the configuration as it is at the time of asking
 * @param tls the certificates as they are at the time of asking
 * @param routes what modules answer
 * @param limiter counts the connections of all HTTP listeners
 */
public record HttpServices(
    Supplier<ParleyConfig> config,
    Supplier<ServerTls> tls,
    HttpRoutes routes,
    ConnectionLimiter limiter) {}
