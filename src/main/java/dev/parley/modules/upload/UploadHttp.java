package dev.parley.modules.upload;

import dev.parley.core.http.HttpStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** The HTTP side of it: who is asked for what, and what browsers are told with every answer. */
final class UploadHttp implements Handler<RoutingContext> {
  private final Receiver receiver;
  private final Downloads downloads;

  UploadHttp(Receiver receiver, Downloads downloads) {
    this.receiver = receiver;
    this.downloads = downloads;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    isolate(request.response());
    if (HttpMethod.OPTIONS.equals(request.method())) {
      preflight(request.response());
      return;
    }
    String path = request.path();
    Addresses.Target target = path == null ? null : Addresses.Target.parse(path);
    if (target == null) {
      HttpStatus.send(request, 404);
    } else if (HttpMethod.PUT.equals(request.method())) {
      request.pause();
      receiver.put(request, target);
    } else {
      downloads.get(request, target);
    }
  }

  /**
   * XEP-0363 §9: nothing is run, in no frame; web clients of any domain may read, unknown to us.
   */
  private static void isolate(HttpServerResponse response) {
    response
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; media-src 'self'; style-src 'unsafe-inline';"
                + " frame-ancestors 'none'; sandbox")
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
        .putHeader("Access-Control-Allow-Origin", "*")
        .putHeader(
            "Access-Control-Expose-Headers",
            "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag");
  }

  private static void preflight(HttpServerResponse response) {
    response
        .setStatusCode(204)
        .putHeader("Access-Control-Allow-Methods", "OPTIONS, HEAD, GET, PUT")
        .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, Range")
        .putHeader("Access-Control-Max-Age", "86400")
        .end();
  }
}
