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
import dev.parley.core.storage.Storage;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a module is given to plug itself in. Remembers what was registered, and undoes it when the
 * module stops. Registrations are made in {@link ServerModule#start} only; what is registered for
 * homes is called on their contexts.
 */
public interface ModuleContext {
  /** The module's own block of the configuration, as it is now; empty if it has none. */
  JsonObject settings();

  /** The whole configuration, as it is now. */
  ParleyConfig config();

  /** The storage of the server. */
  Storage storage();

  /** The accounts of the server, to make, change and delete. */
  Accounts accounts();

  /** The way to other homes. */
  Router router();

  /** For timers and worker pools. */
  Vertx vertx();

  /** Answers IQs whose payload is {@code name} in {@code namespace}, in the given scopes only. */
  void onIq(Set<Scope> scopes, Iq.Type type, String namespace, String name, IqHandler handler);

  /** Answers IQs in place of those whose payload it is. */
  void delegate(IqDelegate delegate);

  /**
   * Advertises, in place of what modules say of a namespace, what somebody else does.
   *
   * @param namespace of the features, alone or before a {@code #}
   */
  void nest(Set<Scope> scopes, String namespace, DiscoInfo info);

  /** Watches over gets and sets with a payload of {@code namespace} on their way to sessions. */
  void onDelivery(String namespace, IqGate gate);

  /** Looks at each message to an account of this server. */
  void onMessage(Stage stage, MessageStep step);

  /** Looks at each message that a session of this server sends, before it is recorded and sent. */
  void onOutgoing(MessageStep step);

  /** Hears what became of each message to an account of this server. */
  void onDelivered(DeliveryListener listener);

  /** Hears of sessions. */
  void onSession(Function<Home, SessionListener> listener);

  /**
   * Takes part in Bind 2 (XEP-0386): listed among its inline features as {@code namespace}, called
   * with the client's request in that namespace.
   */
  void onBind(String namespace, Function<Home, BindFeature> feature);

  /** Keeps state with each live account. */
  void onAccount(Function<Home, AccountState> state);

  /** Publishes an interface to the services of the same shard. */
  <T> void publish(Class<T> type, Function<Home, ? extends T> service);

  /**
   * Serves an address of the bus in every home, with state that is made there.
   *
   * @param <S> the state of one home
   * @param <T> the bodies
   */
  <S, T> void serve(
      IntFunction<BusAddress<T>> address,
      Function<Home, S> service,
      BiConsumer<S, Incoming<T>> handler);

  /**
   * Advertises a feature in service discovery. {@link Scope#OTHER_ACCOUNT} is an account seen by
   * others.
   */
  void advertise(Set<Scope> scopes, String feature);

  /** Advertises an identity in service discovery. */
  void identify(Set<Scope> scopes, DiscoInfo.Identity identity);

  /**
   * Adds an extension form to service discovery (XEP-0128), made anew for each answer. Forms of one
   * {@code FORM_TYPE} are told as one.
   *
   * @param form by the domain that is asked about
   */
  void describe(Set<Scope> scopes, Function<String, Element> form);

  /** What all modules advertise, as it is now, of a domain or of what it holds. */
  DiscoInfo discoInfo(Scope scope, String domain);

  /** Offers a feature on the stream itself (RFC 6120 §4.3.2); the function may answer null. */
  void offer(StreamOffers.Phase phase, Function<String, @Nullable Element> feature);

  /** Answers IQs with a payload of {@code namespace} from those who have not logged in. */
  void onLogin(String namespace, StreamOffers.LoginHandler handler);

  /**
   * Opens a service with a domain of its own under each domain served here.
   *
   * @param label what stands before the domain, as {@code upload}
   */
  ServiceContext service(String label);

  /** What a service advertises, as it is now; null if there is none of that label. */
  @Nullable DiscoInfo serviceInfo(String label);

  /** The labels of all services, sorted. */
  List<String> services();

  /** Answers requests over HTTP. */
  void onHttp(HttpRoute route);

  /**
   * Where clients of a domain reach what is answered over HTTP: {@code https://…} without a slash
   * at its end; null if nothing listens for it.
   */
  @Nullable String httpUrl(String domain);

  /**
   * Lets people run a command (XEP-0050) of their domain, {@link Scope#DOMAIN}, or of their own
   * account.
   */
  void onCommand(Scope scope, Command<IqRequest> command);

  /** The commands of all modules in a scope, whoever may run them. */
  List<Command<IqRequest>> commands(Scope scope);

  /** What administrators may have done. */
  AdminCommands admin();

  /** Hears of components that have connected. */
  void onComponent(ComponentHooks.Listener listener);

  /** Looks at what components send, before it is routed. */
  void onComponentStanza(ComponentHooks.Step step);

  /** Looks at what other servers bring, before it is routed. */
  void onRemote(RemoteHooks.Step step);

  /** Hears of each new stream to another domain, on its context. */
  void onRemoteConnection(Consumer<String> listener);

  /** Takes messages to a domain whose accounts live here, if nobody before has taken them. */
  void onDomainMessage(Function<Home, DomainMessages> taker);

  /**
   * Does something in each home before anybody is served, and has the server wait for it, which
   * does not start if it fails.
   */
  void onStart(Function<Home, Future<?>> task);

  /** The links with other servers. */
  Links links();

  /** Does something in each home whenever the configuration has been read again. */
  void onReload(Function<Home, Runnable> task);

  /**
   * Does something in a home before clients are cut off, as the server stops; nobody waits long for
   * it.
   */
  void onClosing(Home home, Supplier<Future<?>> task);

  /** Does something when the module stops. */
  void onStop(Runnable undo);
}
