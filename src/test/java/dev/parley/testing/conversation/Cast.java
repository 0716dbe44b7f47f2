package dev.parley.testing.conversation;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TestServer;
import dev.parley.testing.Trust;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who takes part in a play: accounts of its own, and the clients that are connected. */
final class Cast {
  private final TestServer server;
  private final AccountFactory factory;
  private final Transcript transcript;
  private final Transport transport;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Actor> actors = new LinkedHashMap<>();

  /**
   * Nobody yet.
   *
   * @param transport what carries the streams of which the script does not say
   */
  Cast(TestServer server, Transcript transcript, Transport transport) {
    this.server = server;
    this.transport = transport;
    this.factory = new AccountFactory(server);
    this.transcript = transcript;
  }

  TestServer server() {
    return server;
  }

  Transcript transcript() {
    return transcript;
  }

  /** The account behind a name or `name/resource`, made when first asked for. */
  Account account(String name) {
    return accounts.computeIfAbsent(user(name), factory::create);
  }

  /** A connected client; fails if the script has not opened it. */
  Actor actor(String name) {
    var actor = actors.get(name);
    if (actor == null) {
      throw new AssertionError(name + " is not connected");
    }
    return actor;
  }

  /** All that are connected, in the order they came. */
  Collection<Actor> actors() {
    return actors.values();
  }

  /** All accounts of the play, those that do not exist too. */
  Collection<Account> accounts() {
    return accounts.values();
  }

  void leave(String name) {
    actors.remove(name);
  }

  Actor openTcp(String name) {
    return enter(
        name,
        TestClient.connect(
            server.c2s(), server.domain(), Trust.all(), heard -> transcript.received(name, heard)));
  }

  Actor openComponent(String name, String domain) {
    return enter(
        name,
        TestClient.connectComponent(
            server.component(), domain, heard -> transcript.received(name, heard)));
  }

  /** A server that the script plays has a connection. */
  Actor openServer(String name, Function<Consumer<StreamEvent>, TestClient> connection) {
    return enter(name, connection.apply(heard -> transcript.received(name, heard)));
  }

  Actor openDirectTls(String name) {
    return enter(
        name,
        TestClient.connectTls(
            server.directTls(),
            server.domain(),
            Trust.all(),
            List.of("xmpp-client"),
            heard -> transcript.received(name, heard)));
  }

  /** A connection without a stream, and encrypted. */
  Actor openTls(String name) {
    return open(name, transport);
  }

  /** A connection without a stream, and encrypted. */
  Actor open(String name, Transport over) {
    return switch (over) {
      case TCP -> {
        var actor = openTcp(name);
        actor.client().openStream();
        actor.client().startTls();
        yield actor;
      }
      case WEBSOCKET ->
          enter(
              name,
              TestClient.connectWebSocket(
                  server.https(), server.domain(), heard -> transcript.received(name, heard)));
      case BOSH ->
          enter(
              name,
              TestClient.connectBosh(
                  server.https(), server.domain(), heard -> transcript.received(name, heard)));
    };
  }

  /** Everything up to resource binding. */
  Actor logIn(String name) {
    return logIn(name, transport);
  }

  /** Everything up to resource binding. */
  Actor logIn(String name, Transport over) {
    var account = account(name);
    var actor = open(name, over);
    actor.client().openStream();
    actor.client().authenticate("SCRAM-SHA-256", account);
    actor.client().openStream();
    return actor;
  }

  /** Everything up to a bound resource, the part of the name after the slash. */
  Actor connect(String name) {
    return connect(name, transport);
  }

  /** Everything up to a bound resource, the part of the name after the slash. */
  Actor connect(String name, Transport over) {
    var actor = logIn(name, over);
    int slash = name.indexOf('/');
    actor.client().bind(slash < 0 ? null : name.substring(slash + 1));
    transcript.summarize(name, "(connects as " + actor.client().jid() + ")");
    return actor;
  }

  /**
   * The JID of `juliet` or `juliet/phone`, `juliet.name`, `juliet.password`, `domain`, `nobody` (an
   * account that does not exist); null if the script has no such person.
   */
  @Nullable String find(String name) {
    if (name.equals("domain")) {
      return server.domain();
    }
    if (name.equals("https")) {
      return "https://" + server.https();
    }
    var person = name.split("[/.]", 2)[0];
    var account =
        person.equals("nobody")
            ? accounts.computeIfAbsent(person, factory::imagine)
            : accounts.get(person);
    if (account == null) {
      return null;
    }
    if (name.endsWith(".name")) {
      return account.name();
    }
    if (name.endsWith(".password")) {
      return account.password();
    }
    var resource = name.substring(user(name).length());
    var actor = actors.get(name);
    return actor == null || actor.client().jid().isEmpty() || resource.isEmpty()
        ? account.jid() + resource
        : actor.client().jid();
  }

  static String user(String name) {
    return name.split("/", 2)[0];
  }

  private Actor enter(String name, TestClient client) {
    var actor = new Actor(name, client);
    var before = actors.put(name, actor);
    if (before != null) {
      before.client().drop();
    }
    return actor;
  }
}
