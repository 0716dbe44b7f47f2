package dev.parley.testing;

import dev.parley.core.tls.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Another server, which a test plays: a domain, a certificate for it, and a port to call. */
public final class RemoteServer implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int PATIENCE_MILLIS = 30_000;
  private static final char[] PASSWORD = "test".toCharArray();
  private static final Path FOLDER = Folders.temporary("parley-remote");

  private final String domain;
  private final X509Certificate certificate;
  private final SSLContext tls;
  private final ServerSocket listener;

  private RemoteServer(String domain, X509Certificate certificate, SSLContext tls) {
    this.domain = domain;
    this.certificate = certificate;
    this.tls = tls;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a server needs to speak with these: it serves {@code capulet.example}, has a certificate,
   * and contents itself with dialback.
   */
  public static Map<String, String> settings() {
    var settings = new HashMap<>(TwoServers.certificate(FOLDER, TwoServers.CAPULET));
    settings.put("domains", "[\"" + TwoServers.CAPULET + "\"]");
    settings.put("listen.s2s.host", "127.0.0.1");
    settings.put("listen.s2s.port", "0");
    settings.put("listen.s2sTls.host", "127.0.0.1");
    settings.put("listen.s2sTls.port", "0");
    settings.put("s2s.policy.others", "dialback");
    return settings;
  }

  /**
   * Makes one with a domain that nobody else has.
   *
   * @param trusted whether its certificate is of an authority that others trust
   */
  public static RemoteServer make(String name, boolean trusted) {
    var domain = name + COUNT.incrementAndGet() + ".example";
    var issued =
        trusted
            ? TwoServers.authority().issue(domain)
            : TestAuthority.root("Stranger").issue(domain);
    return new RemoteServer(
        domain,
        issued.chain().get(0),
        context(issued.chain().toArray(X509Certificate[]::new), issued.keys().getPrivate()));
  }

  private static SSLContext context(X509Certificate[] chain, PrivateKey key) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, PASSWORD, chain);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[] {Trust.everyone()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The domain. */
  public String domain() {
    return domain;
  }

  /** What it shows. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Whether somebody has called and not been answered. */
  public boolean wasCalled() {
    try {
      listener.setSoTimeout(1);
      listener.accept().close();
      return true;
    } catch (SocketTimeoutException nobody) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows its certificate, and accepts any. */
  public SSLContext tls() {
    return tls;
  }

  /** Where it is. */
  public String place() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** The next connection; fails if nobody calls within the given time. */
  public Socket accept(int millis) {
    try {
      listener.setSoTimeout(millis);
      return listener.accept();
    } catch (IOException e) {
      throw new AssertionError(domain + " is not called: " + e.getMessage());
    }
  }

  /**
   * The header of a stream between servers (RFC 6120 §4.7).
   *
   * @param more attributes, such as {@code id='x'}
   */
  public static String header(String from, String to, String more) {
    return "<?xml version='1.0'?><stream:stream xmlns='jabber:server'"
        + " xmlns:db='jabber:server:dialback'"
        + " xmlns:stream='http://etherx.jabber.org/streams' version='1.0' from='"
        + from
        + "' to='"
        + to
        + "' "
        + more
        + ">";
  }

  /** Connects to a server, and says nothing. */
  public TestClient connect(ParleyTestServer server) {
    return TestClient.connectServer(
        new Endpoint("127.0.0.1", server.server().ports().s2s()),
        server.domain(),
        tls,
        event -> {});
  }

  /** Connects to a server up to the features of a stream under TLS. */
  public TestClient call(ParleyTestServer server) {
    var client = connect(server);
    open(client, server);
    client.startTls();
    open(client, server);
    return client;
  }

  private void open(TestClient client, ParleyTestServer server) {
    client.send(header(domain, server.domain(), ""));
    if (!(client.next() instanceof StreamEvent.Opened)) {
      throw new AssertionError("expected a stream header");
    }
    client.nextElement("features");
  }

  /** Connects to a server and proves by certificate who it is. */
  public TestClient prove(ParleyTestServer server) {
    var client = call(server);
    client.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>");
    client.nextElement("success");
    client.expectRestart();
    open(client, server);
    return client;
  }

  /** Takes the next call, up to the stream under TLS; features are left to be sent. */
  public TestClient answer(ParleyTestServer server) {
    var client = TestClient.accepted(accept(PATIENCE_MILLIS), domain, tls, event -> {});
    client.next();
    client.send(header(domain, server.domain(), "id='plain'"));
    client.send(
        "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>");
    client.nextElement("starttls");
    client.send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    client.answerHandshake();
    client.next();
    client.send(header(domain, server.domain(), "id='secure'"));
    return client;
  }

  /** Takes the next call and believes it by dialback. */
  public TestClient letIn(ParleyTestServer server) {
    var client = answer(server);
    client.send("<stream:features/>");
    client.nextElement("result");
    client.send("<db:result from='" + domain + "' to='" + server.domain() + "' type='valid'/>");
    return client;
  }

  /** Nobody answers at its port from now on. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
