package dev.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket and the thread that reads it. After {@code <proceed/>} the thread stops, so that no byte
 * of the TLS handshake is taken for XML; {@link #secure} starts another.
 */
final class Wire {
  private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

  private final BlockingQueue<StreamEvent> events = new LinkedBlockingQueue<>();
  private final Consumer<StreamEvent> listener;
  private final Socket plain;
  private Socket socket;
  private volatile StreamSplitter splitter = new StreamSplitter();

  /** Connects; the reading starts with {@link #listen} or {@link #secure}. */
  Wire(Endpoint endpoint, Consumer<StreamEvent> listener) {
    try {
      this.plain = new Socket(endpoint.host(), endpoint.port());
      this.plain.setTcpNoDelay(true);
      this.socket = plain;
      this.listener = listener;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to " + endpoint, e);
    }
  }

  /** Events in the order they came; filled by the reading thread. */
  BlockingQueue<StreamEvent> events() {
    return events;
  }

  /** Starts to read. */
  void listen() {
    var reader = new Thread(this::read, "wire-" + plain.getLocalPort());
    reader.setDaemon(true);
    reader.start();
  }

  /** Makes the TLS handshake as a client, then reads what comes through it. */
  void secure(SSLContext context, String name, List<String> protocols) {
    try {
      var factory = context.getSocketFactory();
      var secured = (SSLSocket) factory.createSocket(plain, name, plain.getPort(), true);
      var parameters = secured.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      parameters.setApplicationProtocols(protocols.toArray(String[]::new));
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      socket = secured;
    } catch (IOException e) {
      // Nobody reads any more who would notice.
      emit(new StreamEvent.Disconnected(String.valueOf(e.getMessage())));
      throw new UncheckedIOException(e);
    }
    restart();
    listen();
  }

  /** Expects a new stream header from here on. */
  void restart() {
    splitter = new StreamSplitter();
  }

  /** Writes all bytes at once; a broken connection fails with {@link UncheckedIOException}. */
  void send(byte[] bytes) {
    try {
      var out = socket.getOutputStream();
      synchronized (this) {
        out.write(bytes);
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(String text) {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The TLS socket, null as long as the connection is not encrypted. */
  @Nullable SSLSocket tls() {
    return socket instanceof SSLSocket secured ? secured : null;
  }

  /**
   * The hash of the server's certificate that is the `tls-server-end-point` binding (RFC 5929 §4).
   */
  byte[] endPoint() {
    var secured = tls();
    if (secured == null) {
      throw new IllegalStateException("channel binding needs TLS");
    }
    try {
      var certificate = (X509Certificate) secured.getSession().getPeerCertificates()[0];
      var name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
      var hash =
          name.contains("SHA384") ? "SHA-384" : name.contains("SHA512") ? "SHA-512" : "SHA-256";
      return MessageDigest.getInstance(hash).digest(certificate.getEncoded());
    } catch (SSLException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Cuts the connection without a word to the server, neither XMPP's nor TLS's. */
  void drop() {
    try {
      plain.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try {
      var in = socket.getInputStream();
      var buffer = new byte[8192];
      int length;
      while ((length = in.read(buffer)) >= 0) {
        for (var event : splitter.feed(buffer, length)) {
          emit(event);
          if (event instanceof StreamEvent.Malformed || proceeds(event)) {
            return;
          }
        }
      }
      emit(new StreamEvent.Disconnected("by the server"));
    } catch (IOException e) {
      emit(new StreamEvent.Disconnected(String.valueOf(e.getMessage())));
    }
  }

  private void emit(StreamEvent event) {
    listener.accept(event);
    events.add(event);
  }

  private static boolean proceeds(StreamEvent event) {
    return event instanceof StreamEvent.Received received && received.element().is(TLS, "proceed");
  }
}
