package dev.parley.transport.stream;

import io.vertx.core.http.HttpServerRequest;

/**
 * A transport whose connections begin as HTTP requests. One for each HTTP listener and event loop,
 * and used on that alone.
 */
public interface OverHttp {
  /** Where it is reached: an exact path. */
  String path();

  /** Answers a request that the HTTP server has found in order, or takes over its connection. */
  void handle(HttpServerRequest request);
}
