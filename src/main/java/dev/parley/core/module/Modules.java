package dev.parley.core.module;

import dev.parley.core.auth.Accounts;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.Homes;
import dev.parley.core.home.Router;
import dev.parley.core.storage.Storage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Starts and stops features by name: {@code ping} is {@code dev.parley.modules.ping.PingModule}, a
 * name with dots is a class name.
 */
public final class Modules {
  private static final String PACKAGE = "dev.parley.modules.";

  /** Those who take leave get this part of the time that a stop may take. */
  private static final int SHARE = 10;

  private final Environment environment;
  private final List<RunningModule> running = new ArrayList<>();
  private final Occasions occasions = new Occasions();

  /**
   * What modules are given.
   *
   * @param config the configuration as it is at the time of asking
   */
  public record Environment(
      Supplier<ParleyConfig> config,
      Storage storage,
      Accounts accounts,
      Homes homes,
      Router router,
      Registry registry) {}

  /** Starts none yet. */
  public Modules(Environment environment) {
    this.environment = environment;
  }

  /** Starts a module; fails with a message for people if there is none of that name. */
  public Future<Void> start(String name) {
    RunningModule module = new RunningModule(name, environment, occasions);
    ServerModule feature;
    try {
      feature = load(name);
      feature.start(module);
    } catch (IllegalArgumentException | IllegalStateException wrong) {
      module.undo();
      return Future.failedFuture(wrong);
    }
    running.add(module);
    return module.installed();
  }

  /** Tells those who want to know that the configuration is another. */
  public void reloaded() {
    occasions.reloaded();
  }

  /** Has modules take leave of clients, who hear it before their streams end. */
  public Future<Void> closing() {
    return occasions.closing(
        environment.homes(), environment.config().get().stopTimeout().dividedBy(SHARE));
  }

  /** Stops all, the last started first. */
  public void stop() {
    for (int i = running.size() - 1; i >= 0; i--) {
      running.get(i).undo();
    }
    running.clear();
  }

  private static ServerModule load(String name) {
    String className =
        name.indexOf('.') >= 0
            ? name
            : PACKAGE
                + name
                + '.'
                + name.substring(0, 1).toUpperCase(Locale.ROOT)
                + name.substring(1)
                + "Module";
    try {
      return Class.forName(className)
          .asSubclass(ServerModule.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException missing) {
      throw new IllegalArgumentException(
          "modules." + name + ": there is no such module (looked for " + className + ")", missing);
    }
  }
}
