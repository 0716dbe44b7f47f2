package dev.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket and the thread that reads it. After {@code <proceed/>} or {@code <starttls/>} the thread
 * stops, so that no byte of the TLS handshake is taken for XML; {@link #secure} starts another.
 */
final class TcpWire implements Wire {
  private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

  private final BlockingQueue<StreamEvent> events = new LinkedBlockingQueue<>();
  private final Consumer<StreamEvent> listener;
  private final Socket plain;
  private Socket socket;
  private final String namespace;
  private volatile StreamSplitter splitter;

  /** Connects; the reading starts with {@link #listen} or {@link #secure}. */
  TcpWire(Endpoint endpoint, Consumer<StreamEvent> listener) {
    this(endpoint, "jabber:client", listener);
  }

  /** Connects for a stream with content in this namespace. */
  TcpWire(Endpoint endpoint, String namespace, Consumer<StreamEvent> listener) {
    this(connect(endpoint), namespace, listener);
  }

  /** Takes a connection for a stream with content in this namespace. */
  TcpWire(Socket socket, String namespace, Consumer<StreamEvent> listener) {
    this.namespace = namespace;
    this.splitter = new StreamSplitter(namespace);
    this.plain = socket;
    this.socket = socket;
    this.listener = listener;
  }

  private static Socket connect(Endpoint endpoint) {
    try {
      var socket = new Socket(endpoint.host(), endpoint.port());
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to " + endpoint, e);
    }
  }

  /** Makes the TLS handshake as a server, and asks for a certificate. */
  void secureAsServer(SSLContext context) {
    try {
      var secured = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
      secured.setUseClientMode(false);
      secured.setWantClientAuth(true);
      secured.startHandshake();
      socket = secured;
    } catch (IOException e) {
      emit(new StreamEvent.Disconnected(String.valueOf(e.getMessage())));
      throw new UncheckedIOException(e);
    }
    restart();
    listen();
  }

  @Override
  public BlockingQueue<StreamEvent> events() {
    return events;
  }

  @Override
  public void listen() {
    var reader = new Thread(this::read, "wire-" + plain.getLocalPort());
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  public void secure(SSLContext context, String name, List<String> protocols) {
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

  @Override
  public void restart() {
    splitter = new StreamSplitter(namespace);
  }

  @Override
  public void send(byte[] bytes) {
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

  @Override
  public void send(String text) {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void open(String domain) {
    restart();
    send(
        "<?xml version='1.0'?><stream:stream to='"
            + domain
            + (namespace.equals("jabber:client") ? "' version='1.0" : "")
            + "' xmlns='"
            + namespace
            + "'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>");
  }

  @Override
  public void close() {
    send("</stream:stream>");
  }

  /** The TLS socket, null as long as the connection is not encrypted. */
  @Nullable SSLSocket tls() {
    return socket instanceof SSLSocket secured ? secured : null;
  }

  @Override
  public byte[] endPoint() {
    var secured = tls();
    if (secured == null) {
      throw new IllegalStateException("channel binding needs TLS");
    }
    return EndPoint.of(secured);
  }

  @Override
  public void drop() {
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
    return event instanceof StreamEvent.Received received
        && (received.element().is(TLS, "proceed") || received.element().is(TLS, "starttls"));
  }
}
