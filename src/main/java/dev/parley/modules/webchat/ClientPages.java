package dev.parley.modules.webchat;

import dev.parley.core.http.HttpStatus;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Answers with the files of our client, and with what it needs to know of the server. */
final class ClientPages implements Handler<RoutingContext> {
  private static final String INDEX = "index.html";
  private static final String SETTINGS = "settings.json";

  private final Map<String, ClientFile> files;
  private final PagePolicy policy;

  ClientPages(Map<String, ClientFile> files, PagePolicy policy) {
    this.files = files;
    this.policy = policy;
  }

  @Override
  public void handle(RoutingContext asked) {
    HttpServerRequest request = asked.request();
    String name = asked.normalizedPath().substring(WebchatModule.PATH.length());
    if (name.equals(SETTINGS)) {
      request
          .response()
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .end(policy.settings(host(request)).toBuffer());
      return;
    }
    ClientFile file = files.get(name.isEmpty() ? INDEX : name);
    if (file == null) {
      HttpStatus.send(request, 404);
    } else {
      send(request, file, name.isEmpty());
    }
  }

  private void send(HttpServerRequest request, ClientFile file, boolean isPage) {
    HttpServerResponse response = request.response();
    response
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader(HttpHeaders.ETAG, file.tag())
        .putHeader(HttpHeaders.VARY, "Accept-Encoding");
    if (isPage) {
      response.putHeader("Content-Security-Policy", policy.header(host(request)));
      response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
    if (file.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    String codings = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    boolean isZipped = codings != null && codings.contains("gzip");
    if (isZipped) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    Buffer body = isZipped ? file.zipped() : file.plain();
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
    // To HEAD, Vert.x sends the length alone.
    response.end(body);
  }

  private static String host(HttpServerRequest request) {
    HostAndPort asked = request.authority();
    return asked == null ? "" : asked.host();
  }
}
