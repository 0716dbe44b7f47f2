package dev.parley.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.testing.Endpoint;
import dev.parley.testing.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/** A socket that sends what no client would, and keeps all that comes back. For one thread. */
final class Attacker implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private boolean over;

  private Attacker(Socket socket) {
    this.socket = socket;
  }

  /** Connects by TCP. */
  static Attacker connect(Endpoint endpoint) {
    return connect(endpoint, "127.0.0.1");
  }

  /** Connects by TCP from another address of this machine. */
  static Attacker connect(Endpoint endpoint, String source) {
    try {
      var socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.bind(new InetSocketAddress(InetAddress.getByName(source), 0));
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), PATIENCE_MILLIS);
      return new Attacker(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects by TLS, of this version only. */
  static Attacker connectTls(Endpoint endpoint, String version) throws IOException {
    var socket =
        (SSLSocket) Trust.all().getSocketFactory().createSocket(endpoint.host(), endpoint.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setEnabledProtocols(new String[] {version});
    socket.startHandshake();
    return new Attacker(socket);
  }

  /** Connects by TLS from another address of this machine. */
  static Attacker connectTlsFrom(Endpoint endpoint, String source) {
    var plain = connect(endpoint, source).socket;
    try {
      var factory = Trust.all().getSocketFactory();
      return new Attacker(factory.createSocket(plain, endpoint.host(), endpoint.port(), true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says something in clear text first, as a proxy does, then connects by TLS. */
  static Attacker connectTlsBehind(Endpoint endpoint, String source, String first)
      throws IOException {
    var plain = connect(endpoint, source);
    plain.send(first);
    var factory = Trust.all().getSocketFactory();
    var socket =
        (SSLSocket) factory.createSocket(plain.socket, endpoint.host(), endpoint.port(), true);
    socket.startHandshake();
    return new Attacker(socket);
  }

  /** Renegotiates (TLS 1.2) or changes keys (TLS 1.3). */
  void handshakeAgain() throws IOException {
    ((SSLSocket) socket).startHandshake();
  }

  /** Sends; false if the server has hung up. */
  boolean send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return true;
    } catch (IOException gone) {
      over = true;
      return false;
    }
  }

  /** Sends; false if the server has hung up. */
  boolean send(String text) {
    return send(text.getBytes(UTF_8));
  }

  /** Sends this again and again until the server ends it; returns how many bytes went out. */
  long flood(byte[] piece, long most) {
    long sent = 0;
    while (sent < most && !ended() && send(piece)) {
      sent += piece.length;
      take();
    }
    return sent;
  }

  private void take() {
    try {
      while (!over && socket.getInputStream().available() > 0) {
        read();
      }
    } catch (IOException gone) {
      over = true;
    }
  }

  private void read() {
    var buffer = new byte[4096];
    try {
      int length = socket.getInputStream().read(buffer);
      if (length < 0) {
        over = true;
      } else {
        received.write(buffer, 0, length);
      }
    } catch (java.net.SocketTimeoutException late) {
      throw new AssertionError("the server neither answers nor hangs up: " + text(), late);
    } catch (IOException gone) {
      over = true;
    }
  }

  /** All that has come, as it was asked for. */
  String text() {
    return received.toString(UTF_8);
  }

  byte[] bytes() {
    return received.toByteArray();
  }

  /** Whether the server has ended the stream or the connection. */
  boolean ended() {
    return over || text().contains("</stream:stream>");
  }

  /** Reads until this comes; fails if the connection ends before. */
  String until(String part) {
    while (!text().contains(part)) {
      if (over) {
        throw new AssertionError("no " + part + " in: " + text());
      }
      read();
    }
    return text();
  }

  /** Reads to the end of the stream or connection; returns all that has come. */
  String end() {
    while (!ended()) {
      read();
    }
    return text();
  }

  /** Waits until the server has cut the connection itself. */
  void untilCut(Duration patience) {
    try {
      socket.setSoTimeout((int) patience.toMillis());
    } catch (IOException gone) {
      over = true;
    }
    while (!over) {
      read();
    }
  }

  /** Reads something; whatever comes. */
  void readOnce() {
    if (!over) {
      read();
    }
  }

  /** Breaks the connection with a reset. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
