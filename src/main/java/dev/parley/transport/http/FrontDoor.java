package dev.parley.transport.http;

import dev.parley.core.http.HttpStatus;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What holds for every request, whoever answers it: nothing that two HTTP parsers could read in two
 * ways (RFC 9112 §6.3, §11.2), and headers that tell browsers to trust nothing.
 */
final class FrontDoor {
  private FrontDoor() {}

  /** Prepares the response; false if the request was answered with an error. */
  static boolean admit(HttpServerRequest request) {
    secure(request.response().headers());
    boolean isFirst = request.version() != HttpVersion.HTTP_2;
    boolean hasCoding = isFirst && request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    boolean isClear =
        isReadable(request)
            && (!isFirst || hasOneHost(request))
            && (!hasCoding || isPlainlyChunked(request));
    if (isFirst && (hasCoding || !isClear)) {
      // What follows on the connection may have been smuggled: nothing does.
      closeAfter(request);
    }
    if (!isClear) {
      HttpStatus.send(request, 400);
    }
    return isClear;
  }

  private static boolean isReadable(HttpServerRequest request) {
    String path = request.path();
    return path != null && path.startsWith("/") && path.indexOf('\\') < 0;
  }

  /** RFC 9112 §3.2: exactly one, but for HTTP/1.0. */
  private static boolean hasOneHost(HttpServerRequest request) {
    int hosts = request.headers().getAll(HttpHeaders.HOST).size();
    return hosts == 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_0);
  }

  private static boolean isPlainlyChunked(HttpServerRequest request) {
    var codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    return codings.size() == 1
        && codings.get(0).equalsIgnoreCase("chunked")
        && request.version() == HttpVersion.HTTP_1_1;
  }

  private static void closeAfter(HttpServerRequest request) {
    request
        .response()
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .endHandler(sent -> request.connection().close());
  }

  private static void secure(MultiMap headers) {
    headers
        .set("X-Content-Type-Options", "nosniff")
        .set("X-Frame-Options", "DENY")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
}
