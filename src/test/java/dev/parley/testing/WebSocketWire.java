package dev.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A stream over WebSocket (RFC 7395). What is said as in a stream of TCP is cut into messages that
 * stand alone; what comes must stand alone.
 */
final class WebSocketWire implements Wire {
  private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";

  private final BlockingQueue<StreamEvent> events = new LinkedBlockingQueue<>();
  private final Consumer<StreamEvent> listener;
  private final RawWebSocket socket;

  /** Connects with TLS; the reading starts with {@link #listen}. */
  WebSocketWire(Endpoint endpoint, String name, Consumer<StreamEvent> listener) {
    this.listener = listener;
    try {
      this.socket = RawWebSocket.tls(endpoint, name, "/xmpp-websocket", RawWebSocket.xmpp());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to " + endpoint, e);
    }
    if (socket.status() != 101 || !socket.header("Sec-WebSocket-Protocol").equals("xmpp")) {
      throw new AssertionError("no WebSocket: " + socket.status());
    }
  }

  @Override
  public BlockingQueue<StreamEvent> events() {
    return events;
  }

  @Override
  public void listen() {
    var reader = new Thread(this::read, "websocket-" + socket.socket().getLocalPort());
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  public void secure(SSLContext context, String name, List<String> protocols) {
    throw new AssertionError("a WebSocket has TLS from the beginning (RFC 7395 §3.9)");
  }

  @Override
  public void open(String domain) {
    message("<open xmlns='" + FRAMING + "' to='" + domain + "' version='1.0'/>");
  }

  @Override
  public void close() {
    message("<close xmlns='" + FRAMING + "'/>");
  }

  @Override
  public void restart() {
    // The next message that opens a stream is known when it comes.
  }

  @Override
  public void send(String text) {
    Standalone.elements(text).forEach(this::message);
  }

  /** One message as it is (RFC 7395 §3.3.3 says what it should be). */
  void message(String text) {
    try {
      socket.send(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void send(byte[] bytes) {
    try {
      socket.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] endPoint() {
    return EndPoint.of((SSLSocket) socket.socket());
  }

  @Override
  public void drop() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try {
      while (true) {
        var frame = socket.read();
        if (frame.opcode() == RawWebSocket.CLOSE) {
          socket.write(RawWebSocket.frame(0x80 | RawWebSocket.CLOSE, new byte[0]));
          emit(new StreamEvent.Disconnected("code " + frame.code()));
          return;
        } else if (frame.opcode() == RawWebSocket.PING) {
          socket.write(RawWebSocket.frame(0x80 | RawWebSocket.PONG, frame.payload()));
        } else if (frame.opcode() == RawWebSocket.TEXT) {
          var event = event(frame.text());
          if (event != null) {
            emit(event);
          }
        }
      }
    } catch (IllegalArgumentException e) {
      emit(new StreamEvent.Malformed(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      emit(new StreamEvent.Disconnected(String.valueOf(e.getMessage())));
    }
  }

  private static @Nullable StreamEvent event(String message) {
    var element = TreeReader.read(message);
    if (element.is(FRAMING, "open")) {
      return new StreamEvent.Opened(Standalone.header(element));
    }
    return element.is(FRAMING, "close")
        ? new StreamEvent.Closed()
        : new StreamEvent.Received(element);
  }

  private void emit(StreamEvent event) {
    listener.accept(event);
    events.add(event);
  }
}
