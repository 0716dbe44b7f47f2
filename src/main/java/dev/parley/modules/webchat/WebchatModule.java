package dev.parley.modules.webchat;

import dev.parley.core.http.HttpRoute;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.ServerModule;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.List;

/**
 * Serves a web page to chat in at {@code /chat/}: our own client, or another one from a folder.
 * Without an HTTP server that browsers could reach there is none.
 */
public final class WebchatModule implements ServerModule {
  static final String PATH = "/chat/";
  private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.HEAD);

  @Override
  public void start(ModuleContext context) {
    if (context.httpUrl(context.config().domains().get(0).name()) == null) {
      return;
    }
    context.onHttp(new HttpRoute("/", METHODS, WebchatModule::redirect));
    context.onHttp(new HttpRoute(PATH + "*", METHODS, pages(context)));
  }

  private static Handler<RoutingContext> pages(ModuleContext context) {
    String folder = context.settings().getString("folder");
    Handler<RoutingContext> pages =
        folder == null
            ? new ClientPages(ClientFiles.load(), new PagePolicy(context))
            : new FolderPages(context.vertx(), FolderPages.root(Path.of(folder)));
    return asked -> {
      if (asked.normalizedPath().startsWith(PATH)) {
        pages.handle(asked);
      } else {
        redirect(asked);
      }
    };
  }

  private static void redirect(RoutingContext asked) {
    asked.response().setStatusCode(307).putHeader("Location", PATH).end();
  }
}
