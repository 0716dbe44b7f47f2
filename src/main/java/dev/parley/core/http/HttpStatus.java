package dev.parley.core.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers that are no more than a status: they say nothing of what went wrong inside. */
public final class HttpStatus {
  private static final Logger LOG = LoggerFactory.getLogger(HttpStatus.class);
  private static final int[] OWN_WORDS = {400, 404, 405, 406, 413, 415, 500};

  private HttpStatus() {}

  /** Answers with a status and its name as text; what comes of the body is thrown away. */
  public static void send(HttpServerRequest request, int status) {
    HttpServerResponse response = request.response();
    if (!response.headWritten() && !response.closed()) {
      String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
      response
          .setStatusCode(status)
          .putHeader("Content-Type", "text/plain; charset=utf-8")
          .putHeader("Cache-Control", "no-store")
          .end(status + " " + reason + "\n");
    } else {
      response.reset();
    }
    if (!request.isEnded()) {
      request.resume();
    }
  }

  /** Has a router answer so when it finds nobody, or somebody fails. */
  static void install(Router router) {
    for (int status : OWN_WORDS) {
      router.errorHandler(
          status,
          failed -> {
            if (status == 500) {
              LOG.error(
                  "{} {} failed",
                  failed.request().method(),
                  failed.request().path(),
                  failed.failure());
            }
            send(failed.request(), status);
          });
    }
  }
}
