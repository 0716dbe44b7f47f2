package dev.parley.modules.webchat;

import dev.parley.core.config.DomainConfig;
import dev.parley.core.http.HttpUrl;
import dev.parley.core.module.ModuleContext;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What our page may load, and what it is told of the server; both as they are now. */
final class PagePolicy {
  /**
   * More would make a header that proxies refuse; files of the others are not shown, but linked.
   */
  private static final int ORIGINS = 20;

  private final ModuleContext context;

  PagePolicy(ModuleContext context) {
    this.context = context;
  }

  /**
   * The Content-Security-Policy of the page: scripts of ours alone, and none that are made of text;
   * pictures from where our users upload them.
   *
   * @param host that was asked
   */
  String header(String host) {
    String files = String.join(" ", origins(host));
    return "default-src 'none'; script-src 'self'; style-src 'self'; manifest-src 'self';"
        + (" img-src 'self' blob: " + files + "; media-src 'self' " + files + ";")
        + (" connect-src 'self' " + files + ";")
        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
        + " require-trusted-types-for 'script'; trusted-types lit-html parley-xml";
  }

  /**
   * What the page asks for first.
   *
   * @param host that was asked
   */
  JsonObject settings(String host) {
    JsonArray domains = new JsonArray();
    at(host).forEach(domain -> domains.add(domain.name()));
    JsonObject registration = context.config().modules().get("registration");
    boolean isOpen =
        registration != null
            && registration.getBoolean("enabled", false)
            && registration.getBoolean("open", false);
    return new JsonObject()
        .put("domains", domains)
        .put("websocket", "/xmpp-websocket")
        .put("registration", isOpen)
        .put("files", new JsonArray(origins(host)));
  }

  /** The domains of a host, and no others: whom else we serve is nobody's business. */
  private List<DomainConfig> at(String host) {
    List<DomainConfig> all = context.config().domains();
    List<DomainConfig> here = all.stream().filter(domain -> isAt(domain, host)).toList();
    return here.isEmpty() ? all.subList(0, 1) : here;
  }

  private boolean isAt(DomainConfig domain, String host) {
    String url = context.httpUrl(domain.name());
    return host.equalsIgnoreCase(domain.name())
        || (url != null && host.equalsIgnoreCase(URI.create(url).getHost()));
  }

  private List<String> origins(String host) {
    return at(host).stream()
        .map(this::filesOf)
        .filter(Objects::nonNull)
        .map(PagePolicy::origin)
        .distinct()
        .limit(ORIGINS)
        .toList();
  }

  private @Nullable String filesOf(DomainConfig domain) {
    JsonObject upload = context.config().modules().get("upload");
    String own = upload == null ? null : upload.getString("url");
    return own == null ? context.httpUrl(domain.name()) : HttpUrl.expand(own, domain.name());
  }

  private static String origin(String url) {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
