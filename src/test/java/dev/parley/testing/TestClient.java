package dev.parley.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * A strict XMPP client that does nothing by itself: each step of RFC 6120 is a method, and what
 * comes in waits until it is asked for. All waits have a deadline; a step that fails throws {@link
 * AssertionError}. For one thread, like a socket.
 */
public final class TestClient implements AutoCloseable {
  private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
  private static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
  private static final String SASL2 = "urn:xmpp:sasl:2";
  private static final String SERVER = "jabber:server";
  private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

  private final Wire wire;
  private final String domain;
  private final SSLContext trust;
  private final List<StreamEvent> waiting = new ArrayList<>();
  private final AtomicLong stanzasReceived = new AtomicLong();
  private Duration patience = Duration.ofSeconds(Integer.getInteger("parley.test.patience", 30));
  private volatile String jid = "";
  private volatile String language = "";
  private @Nullable String serverOfComponent;
  private int ids;

  private TestClient(
      String domain,
      SSLContext trust,
      Consumer<StreamEvent> tap,
      Function<Consumer<StreamEvent>, Wire> wire) {
    this.domain = domain;
    this.trust = trust;
    this.wire =
        wire.apply(event -> {
          observe(event);
          tap.accept(event);
        });
  }

  /** Connects by TCP and says nothing. */
  public static TestClient connect(Endpoint endpoint, String domain) {
    return connect(endpoint, domain, Trust.all(), event -> {});
  }

  /**
   * Connects by TCP and says nothing.
   *
   * @param tap sees every event as it comes, on the reading thread
   */
  public static TestClient connect(
      Endpoint endpoint, String domain, SSLContext trust, Consumer<StreamEvent> tap) {
    var client = new TestClient(domain, trust, tap, heard -> new TcpWire(endpoint, heard));
    client.wire.listen();
    return client;
  }

  /**
   * Connects by WebSocket (RFC 7395) and says nothing.
   *
   * @param tap sees every event as it comes, on the reading thread
   */
  public static TestClient connectWebSocket(
      Endpoint endpoint, String domain, Consumer<StreamEvent> tap) {
    var client =
        new TestClient(
            domain, Trust.all(), tap, heard -> new WebSocketWire(endpoint, domain, heard));
    client.wire.listen();
    return client;
  }

  /**
   * Connects as a component (XEP-0114) and says nothing.
   *
   * @param domain of the component
   * @param tap sees every event as it comes, on the reading thread
   */
  public static TestClient connectComponent(
      Endpoint endpoint, String domain, Consumer<StreamEvent> tap) {
    var client =
        new TestClient(
            domain,
            Trust.all(),
            tap,
            heard -> new TcpWire(endpoint, "jabber:component:accept", heard));
    client.wire.listen();
    return client;
  }

  /**
   * Connects as another server (RFC 6120 §4.3) and says nothing.
   *
   * @param domain of the server to connect to
   * @param tls shows our certificate
   */
  public static TestClient connectServer(
      Endpoint endpoint, String domain, SSLContext tls, Consumer<StreamEvent> tap) {
    var client = new TestClient(domain, tls, tap, heard -> new TcpWire(endpoint, SERVER, heard));
    client.wire.listen();
    return client;
  }

  /** The same with TLS from the first byte (XEP-0368). */
  public static TestClient connectServerTls(
      Endpoint endpoint, String domain, SSLContext tls, Consumer<StreamEvent> tap) {
    var client = new TestClient(domain, tls, tap, heard -> new TcpWire(endpoint, SERVER, heard));
    client.wire.secure(tls, domain, List.of("xmpp-server"));
    return client;
  }

  /** Takes a connection that another server has made, and says nothing. */
  public static TestClient accepted(
      Socket socket, String domain, SSLContext tls, Consumer<StreamEvent> tap) {
    var client = new TestClient(domain, tls, tap, heard -> new TcpWire(socket, SERVER, heard));
    client.wire.listen();
    return client;
  }

  /** Makes the TLS handshake as the one that was called; {@code <starttls/>} must have come. */
  public void answerHandshake() {
    ((TcpWire) wire).secureAsServer(trust);
  }

  /** Sends the header of a component, and returns the id that the server gave. */
  public String openComponent() {
    sendHeader();
    if (next() instanceof StreamEvent.Opened opened) {
      return String.valueOf(opened.header().attribute("id"));
    }
    throw new AssertionError("expected a stream header");
  }

  /**
   * Proves that this is the component (XEP-0114 §3); the outcome is left to be read.
   *
   * @param id that the server gave
   */
  public void shakeHands(String id, String secret) {
    try {
      var hash = MessageDigest.getInstance("SHA-1").digest((id + secret).getBytes(UTF_8));
      send("<handshake>" + HexFormat.of().formatHex(hash) + "</handshake>");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server has let the component in: requests go to this domain if to nobody else. */
  public void isComponentOf(String server) {
    jid = domain;
    serverOfComponent = server;
  }

  /**
   * Uses BOSH (XEP-0124) and says nothing.
   *
   * @param tap sees every event as it comes, on a thread of the HTTP client
   */
  public static TestClient connectBosh(
      Endpoint endpoint, String domain, Consumer<StreamEvent> tap) {
    return new TestClient(domain, Trust.all(), tap, heard -> new BoshWire(endpoint, heard));
  }

  /** Connects by direct TLS with ALPN `xmpp-client` (XEP-0368 §4). */
  public static TestClient connectTls(Endpoint endpoint, String domain) {
    return connectTls(endpoint, domain, Trust.all(), List.of("xmpp-client"), event -> {});
  }

  /** Connects by direct TLS and offers these ALPN protocols, none if the list is empty. */
  public static TestClient connectTls(
      Endpoint endpoint,
      String domain,
      SSLContext trust,
      List<String> protocols,
      Consumer<StreamEvent> tap) {
    var client = new TestClient(domain, trust, tap, heard -> new TcpWire(endpoint, heard));
    client.wire.secure(trust, domain, protocols);
    return client;
  }

  /**
   * Logs in over STARTTLS and binds.
   *
   * @param resource null lets the server make one
   */
  public static TestClient login(TestServer server, Account account, @Nullable String resource) {
    var client = connect(server.c2s(), account.domain());
    client.openStream();
    client.startTls();
    client.openStream();
    client.authenticate("SCRAM-SHA-256", account);
    client.openStream();
    client.bind(resource);
    return client;
  }

  /** How long each wait may last; 30 seconds at first. */
  public TestClient patience(Duration patience) {
    this.patience = patience;
    return this;
  }

  /** The full JID that was bound, empty before. */
  public String jid() {
    return jid;
  }

  /** The `xml:lang` of the server's last stream header, empty if it had none. */
  public String language() {
    return language;
  }

  /** The domain that stream headers are addressed to. */
  public String domain() {
    return domain;
  }

  /** Message, presence and IQ stanzas that have come in, for XEP-0198 counters. */
  public long stanzasReceived() {
    return stanzasReceived.get();
  }

  /** Sends a stream header and waits for the server's header and features; returns the features. */
  public Xml.Element openStream() {
    sendHeader();
    if (!(next() instanceof StreamEvent.Opened)) {
      throw new AssertionError("expected a stream header");
    }
    return nextElement("features");
  }

  /** Sends a stream header (RFC 6120 §4.7); the server must answer with one of its own. */
  public void sendHeader() {
    wire.open(domain);
  }

  /** Lets the server's next bytes be a new stream, as after SASL success (RFC 6120 §6.4.6). */
  public void expectRestart() {
    wire.restart();
  }

  /** Asks for TLS and makes the handshake (RFC 6120 §5.4); nothing is sent after it. */
  public void startTls() {
    send("<starttls xmlns='" + TLS + "'/>");
    nextElement("proceed");
    handshake();
  }

  /** Makes the TLS handshake; {@code <proceed/>} must have come. */
  public void handshake() {
    wire.secure(trust, domain, List.of());
  }

  /** Authenticates by PLAIN or SCRAM, `-PLUS` by `tls-server-end-point`; fails unless accepted. */
  public void authenticate(String mechanism, Account account) {
    if (mechanism.equals("PLAIN")) {
      sendAuth(mechanism, "\0" + account.name() + "\0" + account.password());
      nextElement("success");
    } else {
      var plus = mechanism.endsWith("-PLUS");
      var scram =
          new ScramClient(
              mechanism,
              plus ? "p=tls-server-end-point,," : "n,,",
              plus ? wire.endPoint() : new byte[0],
              account.name(),
              account.password());
      respond(scram, mechanism);
      var success = nextElement("success");
      if (!scram.verifies(decode(success))) {
        throw new AssertionError("the server's signature is wrong: " + success);
      }
    }
    wire.restart();
  }

  /** Sends both messages of a SCRAM exchange; the outcome is left to be read. */
  public void respond(ScramClient scram, String mechanism) {
    sendAuth(mechanism, scram.first());
    var response = scram.last(decode(nextElement("challenge")));
    send("<response xmlns='" + SASL + "'>" + encode(response) + "</response>");
  }

  /** Sends both messages of a SCRAM exchange by SASL2; the outcome is left to be read. */
  public void enter(ScramClient scram, String mechanism, String children) {
    enter(mechanism, scram.first().getBytes(UTF_8), children);
    var response = scram.last(decode(nextElement("challenge")));
    send("<response xmlns='" + SASL2 + "'>" + encode(response) + "</response>");
  }

  /** Sends an `authenticate` (XEP-0388 §2.3) with these children beside the response. */
  public void enter(String mechanism, byte[] initial, String children) {
    send(
        "<authenticate xmlns='"
            + SASL2
            + "' mechanism='"
            + mechanism
            + "'><initial-response>"
            + Base64.getEncoder().encodeToString(initial)
            + "</initial-response>"
            + children
            + "</authenticate>");
  }

  /** The first message of the HT mechanisms; binds to the server's certificate with `-ENDP`. */
  public byte[] tokenProof(String mechanism, String user, String token) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), "raw"));
      mac.update("Initiator".getBytes(UTF_8));
      mac.update(mechanism.endsWith("-ENDP") ? wire.endPoint() : new byte[0]);
      var message = new ByteArrayOutputStream();
      message.writeBytes((user + "\0").getBytes(UTF_8));
      message.writeBytes(mac.doFinal());
      return message.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The hash of the server's certificate, the `tls-server-end-point` binding (RFC 5929 §4). */
  public byte[] channelBinding() {
    return wire.endPoint();
  }

  /** Binds a resource and returns the full JID (RFC 6120 §7). */
  public String bind(@Nullable String resource) {
    var content = resource == null ? "" : "<resource>" + Xml.escape(resource) + "</resource>";
    var result = request("set", "<bind xmlns='" + BIND + "'>" + content + "</bind>");
    if (jid.isEmpty()) {
      throw new AssertionError("not bound: " + result);
    }
    return jid;
  }

  /** A session with this full JID was resumed instead of bound (XEP-0198 §5). */
  public void resumed(String full) {
    jid = full;
  }

  /** Asks the own account and returns the answer; what else comes in waits. */
  public Xml.Element request(String type, String payload) {
    return request(type, null, payload);
  }

  /**
   * Sends an IQ with this payload and returns the answer; what else comes in waits.
   *
   * @param to null for the own account
   */
  public Xml.Element request(String type, @Nullable String to, String payload) {
    var id = "client-" + ++ids;
    var addressee = to == null ? serverOfComponent : to;
    var sender = serverOfComponent == null ? "" : " from='" + domain + "'";
    var address = addressee == null ? "" : " to='" + Xml.escape(addressee) + "'" + sender;
    send("<iq type='" + type + "' id='" + id + "'" + address + ">" + payload + "</iq>");
    return answer(id);
  }

  /** The result or error with this id; what else comes in waits. */
  public Xml.Element answer(String id) {
    var event = await(candidate -> isAnswer(candidate, id));
    return ((StreamEvent.Received) event).element();
  }

  /** Sends text as it is, in one write. */
  public void send(String xml) {
    wire.send(xml);
  }

  /** Sends one message of a WebSocket just as it is. */
  public void sendMessage(String text) {
    ((WebSocketWire) wire).message(text);
  }

  /** Ends our stream; the server's answer is left to be read. */
  public void sendClose() {
    wire.close();
  }

  /** Sends bytes as they are, in one write. */
  public void sendBytes(byte[] bytes) {
    wire.send(bytes);
  }

  /** The next event. */
  public StreamEvent next() {
    return await(event -> true);
  }

  /** The next event, which must be an element with this local name. */
  public Xml.Element nextElement(String local) {
    var event = next();
    if (event instanceof StreamEvent.Received received
        && received.element().local().equals(local)) {
      return received.element();
    }
    throw new AssertionError("expected <" + local + "/> but got " + event);
  }

  /** The first event, waiting or still to come, that is wanted; what it overtakes waits. */
  public StreamEvent await(Predicate<StreamEvent> wanted) {
    for (int i = 0; i < waiting.size(); i++) {
      if (wanted.test(waiting.get(i))) {
        return waiting.remove(i);
      }
    }
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      var event = poll(deadline - System.nanoTime());
      if (event == null) {
        throw new AssertionError("nothing came within " + patience + "; waiting: " + waiting);
      }
      if (wanted.test(event)) {
        return event;
      }
      waiting.add(event);
      if (event instanceof StreamEvent.Disconnected || event instanceof StreamEvent.Malformed) {
        throw new AssertionError("the stream is over: " + waiting);
      }
    }
  }

  /** What has come in and was not yet asked for, in order. */
  public List<StreamEvent> waiting() {
    wire.events().drainTo(waiting);
    return List.copyOf(waiting);
  }

  /** Ends the stream properly and waits for the server to do so (RFC 6120 §4.4). */
  @Override
  public void close() {
    try {
      wire.close();
      await(StreamEvent.Closed.class::isInstance);
    } finally {
      drop();
    }
  }

  /** Cuts the connection without a word. */
  public void drop() {
    wire.drop();
  }

  /** Runs on the reading thread. */
  private void observe(StreamEvent event) {
    if (event instanceof StreamEvent.Opened opened) {
      language =
          opened.header().attributes().getOrDefault(new QName(XMLConstants.XML_NS_URI, "lang"), "");
    } else if (event instanceof StreamEvent.Received received) {
      observe(received.element());
    }
  }

  private void observe(Xml.Element element) {
    if (List.of("iq", "message", "presence").contains(element.local())) {
      stanzasReceived.incrementAndGet();
    }
    if (element.is(SASL2, "success")) {
      element
          .child(SASL2, "authorization-identifier")
          .map(Xml.Element::text)
          .filter(identity -> identity.contains("/"))
          .ifPresent(bound -> jid = bound);
    }
    element
        .child(BIND, "bind")
        .flatMap(bind -> bind.child("jid"))
        .ifPresent(bound -> jid = bound.text());
  }

  private void sendAuth(String mechanism, String initial) {
    send("<auth xmlns='" + SASL + "' mechanism='" + mechanism + "'>" + encode(initial) + "</auth>");
  }

  private @Nullable StreamEvent poll(long nanos) {
    try {
      return wire.events().poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static boolean isAnswer(StreamEvent event, String id) {
    return event instanceof StreamEvent.Received received
        && received.element().local().equals("iq")
        && id.equals(received.element().attribute("id"))
        && List.of("result", "error")
            .contains(String.valueOf(received.element().attribute("type")));
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String decode(Xml.Element element) {
    return new String(Base64.getDecoder().decode(element.text()), UTF_8);
  }
}
