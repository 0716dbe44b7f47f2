package dev.parley.testing.conversation;

import dev.parley.testing.Endpoint;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.RemoteServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TwoServers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The other servers that a script plays: `verona` is a server, `verona/in` and `verona/out` are
 * connections of it.
 */
final class Remotes {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final String STARTTLS =
      "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
          + "</stream:features>";

  private final Cast cast;
  private final Names names;
  private final Transcript transcript;
  private final Map<String, RemoteServer> servers = new HashMap<>();

  Remotes(Cast cast, Names names, Transcript transcript) {
    this.cast = cast;
    this.names = names;
    this.transcript = transcript;
  }

  private ParleyTestServer ours() {
    return (ParleyTestServer) cast.server();
  }

  /** Makes a server that ours can find; `{name}` is its domain. */
  void make(String name, boolean trusted) {
    var made = RemoteServer.make(name, trusted);
    servers.put(name, made);
    names.capture(name, made.domain());
    TwoServers.route(ours(), Map.of(made.domain(), made.place()));
  }

  /** Nobody answers at its port from now on. */
  void leave(String name) {
    server(name).close();
  }

  private RemoteServer server(String name) {
    var server = servers.get(Cast.user(name));
    if (server == null) {
      throw new AssertionError(name + " is no server");
    }
    return server;
  }

  private TestClient client(String name) {
    return cast.actor(name).client();
  }

  /** Takes the next connection, and says nothing. */
  void answer(String name) {
    var server = server(name);
    cast.openServer(
        name,
        tap ->
            TestClient.accepted(
                server.accept(PATIENCE_MILLIS), server.domain(), server.tls(), tap));
  }

  /** Takes the next connection up to the stream under TLS; the features are left to be sent. */
  void answerSecurely(String name) {
    answer(name);
    header(name);
    sendHeader(name, "");
    send(name, STARTTLS);
    client(name).nextElement("starttls");
    answerTls(name);
    header(name);
    sendHeader(name, "");
  }

  /** Goes on after {@code <starttls/>}. */
  void answerTls(String name) {
    send(name, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    client(name).answerHandshake();
  }

  /**
   * Sends a header as the one that was called; `{name.id}` is the id in it.
   *
   * @param attributes more than the usual ones
   */
  void sendHeader(String name, String attributes) {
    var id = UUID.randomUUID().toString();
    names.capture(name + ".id", id);
    client(name)
        .send(
            RemoteServer.header(
                server(name).domain(),
                cast.server().domain(),
                "id='" + id + "' " + names.fill(attributes)));
  }

  private void header(String name) {
    if (!(client(name).next() instanceof StreamEvent.Opened)) {
      throw new AssertionError(name + " expected a stream header");
    }
  }

  private void send(String name, String text) {
    transcript.sent(name, text);
    client(name).send(text);
  }

  /**
   * Believes by dialback whoever has called.
   *
   * @param features more than dialback
   */
  void letInByDialback(String name, String features) {
    send(
        name,
        "<stream:features><dialback xmlns='urn:xmpp:features:dialback'><errors/></dialback>"
            + names.fill(features)
            + "</stream:features>");
    var actor = client(name);
    var key = (StreamEvent.Received) actor.await(event -> isNamed(event, "result"));
    send(
        name,
        "<db:result from='"
            + server(name).domain()
            + "' to='"
            + key.element().attribute("from")
            + "' type='valid'/>");
  }

  /**
   * Believes by certificate whoever has called.
   *
   * @param features that follow
   */
  void letInByExternal(String name, String features) {
    send(
        name,
        "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
            + "<mechanism>EXTERNAL</mechanism></mechanisms></stream:features>");
    client(name).await(event -> isNamed(event, "auth"));
    client(name).expectRestart();
    send(name, "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    header(name);
    sendHeader(name, "");
    send(name, "<stream:features>" + names.fill(features) + "</stream:features>");
  }

  private static boolean isNamed(StreamEvent event, String local) {
    return event instanceof StreamEvent.Received received
        && received.element().local().equals(local);
  }

  /** Connects, and says nothing. */
  void call(String name) {
    var server = server(name);
    cast.openServer(
        name, tap -> TestClient.connectServer(s2s(), ours().domain(), server.tls(), tap));
  }

  private Endpoint s2s() {
    return new Endpoint("127.0.0.1", ours().server().ports().s2s());
  }

  /** Connects with TLS, and says nothing. */
  void callByTls(String name) {
    var server = server(name);
    cast.openServer(
        name,
        tap ->
            TestClient.connectServerTls(
                new Endpoint("127.0.0.1", ours().server().ports().s2sTls()),
                ours().domain(),
                server.tls(),
                tap));
  }

  /** Connects up to the stream under TLS; its features are left to be received. */
  void callSecurely(String name) {
    call(name);
    open(name);
    client(name).nextElement("features");
    client(name).startTls();
    open(name);
  }

  /** Opens a stream; `{name.id}` is the id that it gets. */
  private void open(String name) {
    client(name).send(RemoteServer.header(server(name).domain(), cast.server().domain(), ""));
    if (client(name).next() instanceof StreamEvent.Opened opened) {
      names.capture(name + ".id", String.valueOf(opened.header().attribute("id")));
    } else {
      throw new AssertionError(name + " expected a stream header");
    }
  }

  /**
   * Connects and shows its certificate, up to the features of a stream for stanzas.
   *
   * @param before an element to send before, such as {@code <bidi/>}
   */
  void prove(String name, String before) {
    callSecurely(name);
    client(name).nextElement("features");
    if (!before.isEmpty()) {
      send(name, names.fill(before));
    }
    var domain = server(name).domain().getBytes(StandardCharsets.UTF_8);
    send(
        name,
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>"
            + Base64.getEncoder().encodeToString(domain)
            + "</auth>");
    client(name).nextElement("success");
    client(name).expectRestart();
    open(name);
    client(name).nextElement("features");
  }

  /** Nobody answers any more. */
  void close() {
    servers.values().forEach(RemoteServer::close);
  }
}
