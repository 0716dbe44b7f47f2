package dev.parley.transport.stream;

import io.vertx.core.Future;
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

  /** Ends its streams because the server stops; completes when they have ended. */
  Future<Void> stop();
}
