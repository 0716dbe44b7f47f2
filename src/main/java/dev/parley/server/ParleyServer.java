package dev.parley.server;

import dev.parley.core.MayBlock;
import dev.parley.core.admin.AdminCommands;
import dev.parley.core.auth.Accounts;
import dev.parley.core.auth.FakeKeys;
import dev.parley.core.auth.KeyUpgrades;
import dev.parley.core.auth.LoginRecords;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.auth.SecretFile;
import dev.parley.core.auth.StoredCredentials;
import dev.parley.core.auth.TokenKeys;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToAccounts;
import dev.parley.core.bus.ToRoster;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.StreamLimits;
import dev.parley.core.home.HomeLimits;
import dev.parley.core.home.Homes;
import dev.parley.core.home.Router;
import dev.parley.core.module.IqHandlers;
import dev.parley.core.module.Modules;
import dev.parley.core.module.Registry;
import dev.parley.core.storage.Storage;
import dev.parley.core.tls.ServerTls;
import dev.parley.modules.auth.AuthSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A running server: opens storage, deploys the services that the configuration names, starts its
 * modules in their order, and listens last, so that nobody is let in before all is there. Stops in
 * the opposite order.
 */
public final class ParleyServer {
  private final Vertx vertx;
  private final int eventLoops;
  private final Bus bus;
  private final ServedDomains domains;
  private final Registry registry = new Registry();
  private final WaysOut waysOut = new WaysOut();
  private final Shutdown shutdown = new Shutdown();
  private volatile ParleyConfig config;
  private volatile ServerTls tls;
  private final Storage storage;
  private final Accounts accounts;
  private final PasswordHasher hasher;
  private final AuthSettings auth;
  private final Router router;
  private final OpenPorts openPorts;
  private volatile boolean serving;
  private volatile @Nullable Modules modules;
  private volatile Ports ports = Ports.NONE;

  private ParleyServer(ParleyConfig config, ServerTls tls, Engine engine, Storage storage) {
    this.config = config;
    this.tls = tls;
    this.storage = storage;
    this.vertx = engine.vertx();
    this.eventLoops = engine.eventLoops();
    this.bus = new Bus(vertx);
    shutdown.add("Vert.x", vertx::close);
    this.domains = new ServedDomains(config, registry.services());
    this.router = new Router(bus, domains, waysOut);
    this.hasher =
        new PasswordHasher(
            vertx, config.auth().hashingThreads(), () -> config().auth().scramIterations());
    this.accounts = new Accounts(storage.accounts(), hasher, Clock.systemUTC(), this::announce);
    byte[] secret = secret(config);
    this.auth =
        new AuthSettings(
            this::config,
            new StoredCredentials(
                storage.accounts(), hasher, new FakeKeys(secret, config.auth().scramIterations())),
            new LoginThrottle(() -> config().limits().login(), System::nanoTime),
            accounts.changes(),
            new LoginRecords(
                storage.devices(),
                storage.appPasswords(),
                new TokenKeys(secret),
                () -> config().auth(),
                Clock.systemUTC()),
            new KeyUpgrades(storage.accounts(), () -> config().auth()));
    Foundation base = new Foundation(bus, router, storage, registry, this::config, this::tls);
    Administration.register(base, accounts);
    this.openPorts = new OpenPorts(base, engine, accounts.changes(), waysOut);
    HealthRoutes.add(registry.http(), () -> serving && storage.available());
  }

  /**
   * Starts a server; fails with a {@link StartException} or another exception whose message is one
   * paragraph for the operator.
   *
   * @param engine that the server is to run on; closed with it, or if it does not start
   * @param tls loads the certificates for this configuration, while storage opens; throws what
   *     explains itself
   */
  public static Future<ParleyServer> start(
      ParleyConfig config, Engine engine, Supplier<ServerTls> tls) {
    Future<Storage> storage = Storage.open(engine.vertx(), config.storage(), config.data());
    Future<ServerTls> certificates = Future.succeededFuture().map(now -> tls.get());
    // Without a context: those of Vert.x are gone once a failed start has been cleaned up.
    Promise<ParleyServer> started = Promise.promise();
    Future.join(certificates, storage)
        .map(both -> new ParleyServer(config, certificates.result(), engine, storage.result()))
        .onSuccess(server -> begin(server, started))
        .onFailure(cause ->
            storage
                .compose(Storage::close)
                .onComplete(closed ->
                    // Not composed: the result would wait for a context that is gone by then.
                    engine.vertx().close().onComplete(ended -> started.fail(cause))));
    return started.future();
  }

  private static void begin(ParleyServer server, Promise<ParleyServer> started) {
    // Composed: what begin throws at once is a failed start, too.
    Future.succeededFuture()
        .compose(now -> server.begin())
        .onSuccess(started::complete)
        .onFailure(cause -> server.stop().onComplete(ended -> started.fail(cause)));
  }

  @MayBlock // a small file, read once before anybody is served
  private static byte[] secret(ParleyConfig config) {
    Path file = config.data().resolve("secret");
    try {
      Files.createDirectories(config.data());
      return SecretFile.readOrCreate(file);
    } catch (IOException cause) {
      throw StartException.secret(file, cause);
    }
  }

  private Future<ParleyServer> begin() {
    shutdown.add("storage", storage::close);
    StreamLimits stream = config.limits().stream();
    HomeLimits limits =
        new HomeLimits(
            config.limits().account().sessions(),
            stream.unacknowledgedStanzas(),
            stream.unacknowledgedBytes());
    return Homes.start(bus, eventLoops, accounts::exists, limits)
        .compose(this::serve)
        .compose(homes -> startModules(homes).map(homes))
        .compose(homes -> {
          // Behind the streams: what waits for clients that are gone is stored.
          shutdown.add(
              "sessions of lost connections",
              () -> homes.forEach(home -> home.sessions().resumptions().endAll()));
          openPorts.closeBy(shutdown);
          shutdown.add("what modules tell clients at the end", this::takeLeave);
          return openPorts.open(config, domains);
        })
        .map(opened -> {
          ports = opened;
          serving = true;
          return this;
        });
  }

  private Future<Homes> serve(Homes homes) {
    Services services =
        new Services(
            new Services.Parts(vertx, homes, router, registry, storage, this::config), auth);
    shutdown.add("services", services::stop);
    if (config.isEnabled("roster")) {
      accounts.onFarewell(
          account -> bus.request(Addresses.roster(Shard.of(account)), new ToRoster.Leave(account)));
    }
    return services.start().map(homes);
  }

  private Future<Void> startModules(Homes homes) {
    Modules modules =
        new Modules(
            new Modules.Environment(this::config, storage, accounts, homes, router, registry));
    this.modules = modules;
    shutdown.add(
        "modules",
        () -> {
          modules.stop();
          return Future.succeededFuture();
        });
    Future<Void> started = Future.succeededFuture();
    for (String name : config.modules().keySet()) {
      if (config.isEnabled(name) && !Services.NAMES.contains(name)) {
        started = started.compose(before -> modules.start(name));
      }
    }
    return started;
  }

  private void announce(ToAccounts change) {
    // Later, so that who has asked for the change hears of it before the own session ends.
    vertx.runOnContext(later -> bus.send(Addresses.accounts(Shard.of(change.account())), change));
  }

  /** The configuration in force. */
  public ParleyConfig config() {
    return config;
  }

  /** The certificates in force. */
  public ServerTls tls() {
    return tls;
  }

  /** The ports that clients connect to. */
  public Ports ports() {
    return ports;
  }

  /** The accounts, for administration. */
  public Accounts accounts() {
    return accounts;
  }

  /** What administrators may have done. */
  public AdminCommands admin() {
    return registry.admin();
  }

  /** Who answers which IQ, for those who go over all of them. */
  public IqHandlers iqs() {
    return registry.iqs();
  }

  /** The storage, for its state. */
  public Storage storage() {
    return storage;
  }

  /** How many clients are connected. */
  public int connections() {
    return openPorts.clients();
  }

  /** The Vert.x instance that everything runs on. */
  public Vertx vertx() {
    return vertx;
  }

  /**
   * Takes another configuration for all that asks anew each time: domains, limits, settings of
   * modules, certificates. What is set up once at the start stays as it is.
   */
  public Future<Void> reload(ParleyConfig changed, ServerTls renewed) {
    config = changed;
    tls = renewed;
    domains.replace(changed);
    Modules running = modules;
    if (running != null) {
      running.reloaded();
    }
    return openPorts.reload();
  }

  private Future<?> takeLeave() {
    Modules running = modules;
    return running == null ? Future.succeededFuture() : running.closing();
  }

  /**
   * Ends all streams in good order, stores what is left, and closes everything, within the time
   * that the configuration gives for it.
   *
   * @return true if all of that was done in time; never fails
   */
  public Future<Boolean> stop() {
    serving = false;
    return shutdown.run(config.stopTimeout());
  }
}
