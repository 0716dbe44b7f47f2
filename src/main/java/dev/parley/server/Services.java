package dev.parley.server;

import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.Homes;
import dev.parley.core.home.Router;
import dev.parley.core.module.Registry;
import dev.parley.core.storage.Storage;
import dev.parley.modules.auth.AuthSettings;
import dev.parley.modules.auth.AuthVerticle;
import dev.parley.modules.iq.IqVerticle;
import dev.parley.modules.message.MessageVerticle;
import dev.parley.modules.presence.PresenceVerticle;
import dev.parley.modules.roster.RosterVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** The services that are verticles of their own, deployed as the configuration says. */
final class Services {
  /** In the order of their deployment: each may use those before it. */
  static final List<String> NAMES = List.of("auth", "roster", "presence", "message", "iq");

  private final Vertx vertx;
  private final Homes homes;
  private final Router router;
  private final Registry registry;
  private final Storage storage;
  private final Supplier<ParleyConfig> config;
  private final AuthSettings auth;
  private final Deque<String> deployments = new ArrayDeque<>();

  /**
   * What services are made of.
   *
   * @param config as it is at the time of asking
   */
  record Parts(
      Vertx vertx,
      Homes homes,
      Router router,
      Registry registry,
      Storage storage,
      Supplier<ParleyConfig> config) {}

  Services(Parts parts, AuthSettings auth) {
    this.vertx = parts.vertx();
    this.homes = parts.homes();
    this.router = parts.router();
    this.registry = parts.registry();
    this.storage = parts.storage();
    this.config = parts.config();
    this.auth = auth;
  }

  /** Deploys those that are not switched off. */
  Future<Void> start() {
    Future<Void> started = Future.succeededFuture();
    for (String name : NAMES) {
      if (config.get().isEnabled(name)) {
        started =
            started
                .compose(before -> vertx.deployVerticle(verticle(name)))
                .onSuccess(deployments::push)
                .mapEmpty();
      }
    }
    return started;
  }

  private Deployable verticle(String name) {
    return switch (name) {
      case "auth" -> new AuthVerticle(homes, auth);
      case "roster" ->
          new RosterVerticle(
              homes,
              router,
              registry,
              storage.rosters(),
              () -> config.get().limits().account(),
              InstantSource.system());
      case "presence" -> new PresenceVerticle(homes, router, () -> config.get().limits());
      case "message" ->
          new MessageVerticle(
              homes,
              router,
              registry,
              storage.offline(),
              () -> config.get().limits().account(),
              InstantSource.system());
      case "iq" -> new IqVerticle(homes, router, registry);
      default -> throw new IllegalArgumentException("no service is named " + name);
    };
  }

  /** Undeploys them, the last first. */
  Future<Void> stop() {
    Future<Void> stopped = Future.succeededFuture();
    while (!deployments.isEmpty()) {
      String deployment = deployments.pop();
      stopped = stopped.transform(before -> vertx.undeploy(deployment));
    }
    return stopped;
  }
}
