package dev.parley.core.module;

import dev.parley.core.admin.AdminCommands;
import dev.parley.core.auth.Accounts;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToService;
import dev.parley.core.command.Command;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.AccountState;
import dev.parley.core.home.BindFeature;
import dev.parley.core.home.DomainMessages;
import dev.parley.core.home.Home;
import dev.parley.core.home.Homes;
import dev.parley.core.home.Router;
import dev.parley.core.home.SessionListener;
import dev.parley.core.http.HttpRoute;
import dev.parley.core.http.HttpUrl;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops features by name: {@code ping} is {@code dev.parley.modules.ping.PingModule}, a
 * name with dots is a class name.
 */
public final class Modules {
  private static final String PACKAGE = "dev.parley.modules.";

  /** Those who take leave get this part of the time that a stop may take. */
  private static final int SHARE = 10;

  private final Environment environment;
  private final List<Running> running = new ArrayList<>();
  private final List<Runnable> reloads = new CopyOnWriteArrayList<>();
  private final List<Closing> closings = new CopyOnWriteArrayList<>();

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
    Running module = new Running(name);
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
    reloads.forEach(Runnable::run);
  }

  private record Closing(Home home, Supplier<Future<?>> task) {}

  /** Has modules take leave of clients, who hear it before their streams end. */
  public Future<Void> closing() {
    List<Future<?>> all = new ArrayList<>(closings.size());
    for (Closing closing : closings) {
      Promise<Object> done = Promise.promise();
      all.add(done.future());
      closing
          .home()
          .context()
          .runOnContext(here ->
              Future.succeededFuture()
                  .compose(start -> closing.task().get())
                  .onComplete(ended -> done.complete()));
    }
    Promise<Void> over = Promise.promise();
    // Timed without Vert.x: event loops that are behind have nothing to say about it.
    long patience = environment.config().get().stopTimeout().toMillis() / SHARE;
    CompletableFuture.delayedExecutor(patience, TimeUnit.MILLISECONDS)
        .execute(() -> over.tryComplete());
    if (all.isEmpty()) {
      over.tryComplete();
    }
    Future.all(all)
        // Words go from one home to another, and from there to a connection.
        .compose(told -> turn())
        .compose(told -> turn())
        .onComplete(told -> over.tryComplete());
    return over.future();
  }

  /** All event loops have done what they were given before. */
  private Future<Void> turn() {
    return environment.homes().forEach(home -> Future.succeededFuture());
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

  /** One service of a module; it goes as a whole when the module stops. */
  private record RunningService(HostedServices services, String label, HostedServices.Hosted hosted)
      implements ServiceContext {
    @Override
    public void onIq(Iq.Type type, String namespace, String name, IqHandler handler) {
      hosted.iqs().add(new IqHandlers.Entry(Set.of(Scope.SERVICE), type, namespace, name, handler));
    }

    @Override
    public void route(IntFunction<BusAddress<ToService>> way) {
      services.route(label, way);
    }

    @Override
    public void identify(DiscoInfo.Identity identity) {
      hosted.disco().addIdentity(Scope.SERVICE, identity);
    }

    @Override
    public void advertise(String feature) {
      hosted.disco().addFeature(Scope.SERVICE, feature);
    }

    @Override
    public void describe(Supplier<Element> form) {
      hosted.disco().addForm(Scope.SERVICE, form);
    }
  }

  /** One module and how to undo what it registered. */
  private final class Running implements ModuleContext {
    private final String name;
    private final Deque<Runnable> undos = new ConcurrentLinkedDeque<>();
    private final List<Future<?>> installations = new ArrayList<>();

    Running(String name) {
      this.name = name;
    }

    Future<Void> installed() {
      return Future.all(installations).mapEmpty();
    }

    void undo() {
      while (!undos.isEmpty()) {
        undos.pop().run();
      }
    }

    @Override
    public JsonObject settings() {
      return config().module(name);
    }

    @Override
    public ParleyConfig config() {
      return environment.config().get();
    }

    @Override
    public Storage storage() {
      return environment.storage();
    }

    @Override
    public Accounts accounts() {
      return environment.accounts();
    }

    @Override
    public Router router() {
      return environment.router();
    }

    @Override
    public Vertx vertx() {
      return environment.homes().bus().vertx();
    }

    @Override
    public void onIq(
        Set<Scope> scopes, Iq.Type type, String namespace, String element, IqHandler handler) {
      IqHandlers.Entry entry = new IqHandlers.Entry(scopes, type, namespace, element, handler);
      environment.registry().iqs().add(entry);
      undos.push(() -> environment.registry().iqs().remove(entry));
    }

    @Override
    public void delegate(IqDelegate delegate) {
      environment.registry().iqs().delegate(delegate);
      undos.push(() -> environment.registry().iqs().delegate(null));
    }

    @Override
    public void nest(Set<Scope> scopes, String namespace, DiscoInfo info) {
      scopes.forEach(scope -> environment.registry().disco().nest(scope, namespace, info));
    }

    @Override
    public void onDelivery(String namespace, IqGate gate) {
      environment.registry().iqs().guard(namespace, gate);
      undos.push(() -> environment.registry().iqs().unguard(namespace));
    }

    @Override
    public void onMessage(Stage stage, MessageStep step) {
      environment.registry().messages().add(stage, step);
      undos.push(() -> environment.registry().messages().remove(stage, step));
    }

    @Override
    public void onOutgoing(MessageStep step) {
      environment.registry().messages().addOutgoing(step);
      undos.push(() -> environment.registry().messages().removeOutgoing(step));
      install(home -> {
        home.lookAtOutgoing(1);
        return () -> home.lookAtOutgoing(-1);
      });
    }

    @Override
    public void onDelivered(DeliveryListener listener) {
      environment.registry().messages().listen(listener);
      undos.push(() -> environment.registry().messages().ignore(listener));
    }

    @Override
    public void onSession(Function<Home, SessionListener> listener) {
      install(home -> {
        SessionListener made = listener.apply(home);
        home.sessions().listen(made);
        return () -> home.sessions().ignore(made);
      });
    }

    @Override
    public void onBind(String namespace, Function<Home, BindFeature> feature) {
      install(home -> {
        home.sessions().onBind(namespace, feature.apply(home));
        return () -> home.sessions().offBind(namespace);
      });
      environment.registry().offers().addInline(namespace);
      undos.push(() -> environment.registry().offers().removeInline(namespace));
    }

    @Override
    public void onAccount(Function<Home, AccountState> state) {
      install(home -> {
        AccountState made = state.apply(home);
        home.keep(made);
        return () -> home.release(made);
      });
    }

    @Override
    public <T> void publish(Class<T> type, Function<Home, ? extends T> service) {
      install(home -> {
        home.publish(type, service.apply(home));
        return () -> home.withdraw(type);
      });
    }

    @Override
    public <S, T> void serve(
        IntFunction<BusAddress<T>> address,
        Function<Home, S> service,
        BiConsumer<S, Incoming<T>> handler) {
      installations.add(
          environment
              .homes()
              .serve(address, service, handler)
              .onSuccess(served -> undos.push(() -> Homes.cancel(served))));
    }

    private void install(Function<Home, Runnable> installation) {
      installations.add(
          environment
              .homes()
              .forEach(home -> {
                Runnable undo = installation.apply(home);
                undos.push(() -> home.context().runOnContext(here -> undo.run()));
                return Future.succeededFuture();
              }));
    }

    @Override
    public void advertise(Set<Scope> scopes, String feature) {
      Disco disco = environment.registry().disco();
      for (Scope scope : scopes) {
        disco.addFeature(scope, feature);
        undos.push(() -> disco.removeFeature(scope, feature));
      }
    }

    @Override
    public void identify(Set<Scope> scopes, DiscoInfo.Identity identity) {
      Disco disco = environment.registry().disco();
      for (Scope scope : scopes) {
        disco.addIdentity(scope, identity);
        undos.push(() -> disco.removeIdentity(scope, identity));
      }
    }

    @Override
    public void describe(Set<Scope> scopes, Supplier<Element> form) {
      Disco disco = environment.registry().disco();
      for (Scope scope : scopes) {
        disco.addForm(scope, form);
        undos.push(() -> disco.removeForm(scope, form));
      }
    }

    @Override
    public DiscoInfo discoInfo(Scope scope) {
      return environment.registry().disco().info(scope);
    }

    @Override
    public void offer(StreamOffers.Phase phase, Function<String, @Nullable Element> feature) {
      StreamOffers.Offer offer = new StreamOffers.Offer(phase, feature);
      environment.registry().offers().add(offer);
      undos.push(() -> environment.registry().offers().remove(offer));
    }

    @Override
    public void onLogin(String namespace, StreamOffers.LoginHandler handler) {
      environment.registry().offers().answer(namespace, handler);
      undos.push(() -> environment.registry().offers().stopAnswering(namespace));
    }

    @Override
    public ServiceContext service(String label) {
      HostedServices services = environment.registry().services();
      HostedServices.Hosted hosted = services.add(label);
      undos.push(() -> services.remove(label));
      return new RunningService(services, label, hosted);
    }

    @Override
    public @Nullable DiscoInfo serviceInfo(String label) {
      HostedServices.Hosted hosted = environment.registry().services().find(label);
      return hosted == null ? null : hosted.disco().info(Scope.SERVICE);
    }

    @Override
    public List<String> services() {
      return environment.registry().services().labels();
    }

    @Override
    public void onHttp(HttpRoute route) {
      environment.registry().http().add(route);
      undos.push(() -> environment.registry().http().remove(route));
    }

    @Override
    public @Nullable String httpUrl(String domain) {
      return HttpUrl.of(config(), domain, environment.registry().http().httpsPort());
    }

    @Override
    public void onCommand(Scope scope, Command<IqRequest> command) {
      Commands commands = environment.registry().commands();
      commands.add(scope, command);
      undos.push(() -> commands.remove(scope, command));
    }

    @Override
    public List<Command<IqRequest>> commands(Scope scope) {
      return environment.registry().commands().all(scope);
    }

    @Override
    public AdminCommands admin() {
      return environment.registry().admin();
    }

    @Override
    public void onComponent(ComponentHooks.Listener listener) {
      environment.registry().components().add(listener);
      undos.push(() -> environment.registry().components().remove(listener));
    }

    @Override
    public void onComponentStanza(ComponentHooks.Step step) {
      environment.registry().components().add(step);
      undos.push(() -> environment.registry().components().remove(step));
    }

    @Override
    public void onRemote(RemoteHooks.Step step) {
      environment.registry().remote().add(step);
      undos.push(() -> environment.registry().remote().remove(step));
    }

    @Override
    public void onRemoteConnection(Consumer<String> listener) {
      environment.registry().remote().listen(listener);
      undos.push(() -> environment.registry().remote().ignore(listener));
    }

    @Override
    public void onDomainMessage(Function<Home, DomainMessages> taker) {
      install(home -> {
        DomainMessages made = taker.apply(home);
        home.listen(made);
        return () -> home.ignore(made);
      });
    }

    @Override
    public void onReload(Function<Home, Runnable> task) {
      install(home -> {
        Runnable made = task.apply(home);
        Runnable there = () -> home.context().runOnContext(here -> made.run());
        reloads.add(there);
        return () -> reloads.remove(there);
      });
    }

    @Override
    public void onClosing(Home home, Supplier<Future<?>> task) {
      Closing closing = new Closing(home, task);
      closings.add(closing);
      undos.push(() -> closings.remove(closing));
    }

    @Override
    public void onStop(Runnable undo) {
      undos.push(undo);
    }
  }
}
