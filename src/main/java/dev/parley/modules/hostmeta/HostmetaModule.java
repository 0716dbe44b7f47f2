package dev.parley.modules.hostmeta;

import dev.parley.core.config.DomainConfig;
import dev.parley.core.http.HttpRoute;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;

/**
 * Answers at {@code /.well-known/host-meta} and {@code /.well-known/host-meta.json}. The request
 * chooses among the domains served here, and nothing of it goes into the answer.
 */
@Xep(value = 156, version = "1.4.0")
@Xep(value = 487, version = "0.1.0")
public final class HostmetaModule implements ServerModule {
  private static final String PATH = "/.well-known/host-meta";
  private static final List<HttpMethod> METHODS =
      List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  @Override
  public void start(ModuleContext context) {
    route(context, PATH, "application/xrd+xml; charset=utf-8", Documents::xrd);
    route(context, PATH + ".json", "application/json", Documents::jrd);
  }

  private static void route(
      ModuleContext context, String path, String type, Function<Connections, String> document) {
    context.onHttp(
        new HttpRoute(
            path,
            METHODS,
            request -> {
              // XEP-0156 §4: web clients may live elsewhere.
              request
                  .response()
                  .putHeader("Access-Control-Allow-Origin", "*")
                  .putHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                  .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
              if (HttpMethod.OPTIONS.equals(request.request().method())) {
                request.response().setStatusCode(204).end();
              } else {
                request
                    .response()
                    .putHeader("Content-Type", type)
                    .putHeader("Cache-Control", "max-age=3600")
                    .end(document.apply(Connections.of(context, domain(context, request))));
              }
            }));
  }

  /** The domain that was asked, or the first one if that is none of ours. */
  private static String domain(ModuleContext context, RoutingContext request) {
    var authority = request.request().authority();
    String host = authority == null ? "" : authority.host();
    List<DomainConfig> domains = context.config().domains();
    return domains.stream()
        .map(DomainConfig::name)
        .filter(name -> Connections.ascii(name).equalsIgnoreCase(host))
        .findFirst()
        .orElse(domains.get(0).name());
  }
}
