package dev.parley.core.module;

import dev.parley.core.admin.AdminCommands;
import dev.parley.core.auth.Accounts;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.Incoming;
import dev.parley.core.command.Command;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.federation.Links;
import dev.parley.core.home.AccountState;
import dev.parley.core.home.BindFeature;
import dev.parley.core.home.DomainMessages;
import dev.parley.core.home.Home;
import dev.parley.core.home.Router;
import dev.parley.core.home.SessionListener;
import dev.parley.core.http.HttpRoute;
import dev.parley.core.http.HttpUrl;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One module and how to undo what it registered. */
final class RunningModule implements ModuleContext {
  private final String name;
  private final Modules.Environment environment;
  private final Registry registry;
  private final Occasions occasions;
  private final Deque<Runnable> undos = new ConcurrentLinkedDeque<>();
  private final Installations homes;

  /**
   * Has registered nothing.
   *
   * @param occasions of all modules
   */
  RunningModule(String name, Modules.Environment environment, Occasions occasions) {
    this.name = name;
    this.environment = environment;
    this.registry = environment.registry();
    this.occasions = occasions;
    this.homes = new Installations(environment.homes(), undos);
  }

  /** Completes when what it registered is in all homes; fails with the first that did not go. */
  Future<Void> installed() {
    return homes.done();
  }

  /** Takes back all, the last first. */
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
    registry.iqs().add(entry);
    undos.push(() -> registry.iqs().remove(entry));
  }

  @Override
  public void delegate(IqDelegate delegate) {
    registry.iqs().delegate(delegate);
    undos.push(() -> registry.iqs().delegate(null));
  }

  @Override
  public void nest(Set<Scope> scopes, String namespace, DiscoInfo info) {
    scopes.forEach(scope -> registry.disco().nest(scope, namespace, info));
    undos.push(() -> scopes.forEach(scope -> registry.disco().unnest(scope, namespace, info)));
  }

  @Override
  public void onDelivery(String namespace, IqGate gate) {
    registry.iqs().guard(namespace, gate);
    undos.push(() -> registry.iqs().unguard(namespace));
  }

  @Override
  public void onMessage(Stage stage, MessageStep step) {
    registry.messages().add(stage, step);
    undos.push(() -> registry.messages().remove(stage, step));
  }

  @Override
  public void onOutgoing(MessageStep step) {
    registry.messages().addOutgoing(step);
    undos.push(() -> registry.messages().removeOutgoing(step));
    homes.add(home -> {
      home.lookAtOutgoing(1);
      return () -> home.lookAtOutgoing(-1);
    });
  }

  @Override
  public void onDelivered(DeliveryListener listener) {
    registry.messages().listen(listener);
    undos.push(() -> registry.messages().ignore(listener));
  }

  @Override
  public void onSession(Function<Home, SessionListener> listener) {
    homes.add(home -> {
      SessionListener made = listener.apply(home);
      home.sessions().listen(made);
      return () -> home.sessions().ignore(made);
    });
  }

  @Override
  public void onBind(String namespace, Function<Home, BindFeature> feature) {
    homes.add(home -> {
      home.sessions().onBind(namespace, feature.apply(home));
      return () -> home.sessions().offBind(namespace);
    });
    registry.offers().addInline(namespace);
    undos.push(() -> registry.offers().removeInline(namespace));
  }

  @Override
  public void onAccount(Function<Home, AccountState> state) {
    homes.add(home -> {
      AccountState made = state.apply(home);
      home.keep(made);
      return () -> home.release(made);
    });
  }

  @Override
  public <T> void publish(Class<T> type, Function<Home, ? extends T> service) {
    homes.add(home -> {
      home.publish(type, service.apply(home));
      return () -> home.withdraw(type);
    });
  }

  @Override
  public <S, T> void serve(
      IntFunction<BusAddress<T>> address,
      Function<Home, S> service,
      BiConsumer<S, Incoming<T>> handler) {
    homes.serve(address, service, handler);
  }

  @Override
  public void advertise(Set<Scope> scopes, String feature) {
    Disco disco = registry.disco();
    for (Scope scope : scopes) {
      disco.addFeature(scope, feature);
      undos.push(() -> disco.removeFeature(scope, feature));
    }
  }

  @Override
  public void identify(Set<Scope> scopes, DiscoInfo.Identity identity) {
    Disco disco = registry.disco();
    for (Scope scope : scopes) {
      disco.addIdentity(scope, identity);
      undos.push(() -> disco.removeIdentity(scope, identity));
    }
  }

  @Override
  public void describe(Set<Scope> scopes, Function<String, Element> form) {
    Disco disco = registry.disco();
    for (Scope scope : scopes) {
      disco.addForm(scope, form);
      undos.push(() -> disco.removeForm(scope, form));
    }
  }

  @Override
  public DiscoInfo discoInfo(Scope scope, String domain) {
    return registry.disco().info(scope, domain);
  }

  @Override
  public void offer(StreamOffers.Phase phase, Function<String, @Nullable Element> feature) {
    StreamOffers.Offer offer = new StreamOffers.Offer(phase, feature);
    registry.offers().add(offer);
    undos.push(() -> registry.offers().remove(offer));
  }

  @Override
  public void onLogin(String namespace, StreamOffers.LoginHandler handler) {
    registry.offers().answer(namespace, handler);
    undos.push(() -> registry.offers().stopAnswering(namespace));
  }

  @Override
  public ServiceContext service(String label) {
    HostedServices services = registry.services();
    HostedServices.Hosted hosted = services.add(label);
    undos.push(() -> services.remove(label));
    return new RunningService(services, label, hosted);
  }

  @Override
  public @Nullable DiscoInfo serviceInfo(String label) {
    HostedServices.Hosted hosted = registry.services().find(label);
    return hosted == null ? null : hosted.disco().info(Scope.SERVICE, "");
  }

  @Override
  public List<String> services() {
    return registry.services().labels();
  }

  @Override
  public void onHttp(HttpRoute route) {
    registry.http().add(route);
    undos.push(() -> registry.http().remove(route));
  }

  @Override
  public @Nullable String httpUrl(String domain) {
    return HttpUrl.of(config(), domain, registry.http().httpsPort());
  }

  @Override
  public void onCommand(Scope scope, Command<IqRequest> command) {
    Commands commands = registry.commands();
    commands.add(scope, command);
    undos.push(() -> commands.remove(scope, command));
  }

  @Override
  public List<Command<IqRequest>> commands(Scope scope) {
    return registry.commands().all(scope);
  }

  @Override
  public AdminCommands admin() {
    return registry.admin();
  }

  @Override
  public void onComponent(ComponentHooks.Listener listener) {
    registry.components().add(listener);
    undos.push(() -> registry.components().remove(listener));
  }

  @Override
  public void onComponentStanza(ComponentHooks.Step step) {
    registry.components().add(step);
    undos.push(() -> registry.components().remove(step));
  }

  @Override
  public void onRemote(RemoteHooks.Step step) {
    registry.remote().add(step);
    undos.push(() -> registry.remote().remove(step));
  }

  @Override
  public void onRemoteConnection(Consumer<String> listener) {
    registry.remote().listen(listener);
    undos.push(() -> registry.remote().ignore(listener));
  }

  @Override
  public void onDomainMessage(Function<Home, DomainMessages> taker) {
    homes.add(home -> {
      DomainMessages made = taker.apply(home);
      home.listen(made);
      return () -> home.ignore(made);
    });
  }

  @Override
  public void onStart(Function<Home, Future<?>> task) {
    homes.run(home -> task.apply(home).mapEmpty());
  }

  @Override
  public Links links() {
    return registry.links();
  }

  @Override
  public void onReload(Function<Home, Runnable> task) {
    homes.add(home -> {
      Runnable made = task.apply(home);
      Runnable there = () -> home.context().runOnContext(here -> made.run());
      return occasions.onReload(there);
    });
  }

  @Override
  public void onClosing(Home home, Supplier<Future<?>> task) {
    undos.push(occasions.onClosing(home, task));
  }

  @Override
  public void onStop(Runnable undo) {
    undos.push(undo);
  }
}
