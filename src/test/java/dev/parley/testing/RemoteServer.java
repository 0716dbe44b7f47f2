package dev.parley.testing;

import dev.parley.core.tls.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
  private static final char[] PASSWORD = "test".toCharArray();
  private static final Path FOLDER = Folders.temporary("parley-remote");

  private final String domain;
  private final SSLContext tls;
  private final ServerSocket listener;

  private RemoteServer(String domain, SSLContext tls) {
    this.domain = domain;
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
        domain, context(issued.chain().toArray(X509Certificate[]::new), issued.keys().getPrivate()));
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
