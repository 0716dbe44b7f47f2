package dev.parley.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;

/** A connection on which anything can be written. */
public final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final byte HEADERS = 1;
  private static final byte RST_STREAM = 3;
  private static final byte SETTINGS = 4;
  private static final byte CONTINUATION = 9;
  private static final byte END_HEADERS = 4;
  private static final byte END_STREAM = 1;

  /** GET https://localhost/health by HPACK: indexed fields, and a literal path and authority. */
  private static final byte[] REQUEST =
      concat(
          new byte[] {(byte) 0x82, (byte) 0x87, 0x04, 7},
          "/health".getBytes(ISO_8859_1),
          new byte[] {0x01, 9},
          "localhost".getBytes(ISO_8859_1));

  private final Socket socket;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  public static RawHttp plain(int port) throws IOException {
    return new RawHttp(new Socket("127.0.0.1", port));
  }

  public static RawHttp tls(Endpoint endpoint, String protocol) throws IOException {
    var socket =
        (SSLSocket) Trust.all().getSocketFactory().createSocket(endpoint.host(), endpoint.port());
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new RawHttp(socket);
  }

  /** The certificate that a new connection is served with. */
  public static X509Certificate certificate(Endpoint endpoint) throws IOException {
    try (var wire = tls(endpoint, "http/1.1")) {
      return (X509Certificate) ((SSLSocket) wire.socket).getSession().getPeerCertificates()[0];
    }
  }

  public void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  public void send(byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException closed) {
      // Closed by the server: what it said before can still be read.
    }
  }

  /** The status of the next answer, without its header and body; empty lines before it pass. */
  public int status() throws IOException {
    var line = line();
    while (line.isBlank()) {
      line = line();
    }
    return Integer.parseInt(line.split(" ")[1]);
  }

  /** All that comes until the connection is closed, or nothing comes for a second. */
  public String rest() throws IOException {
    socket.setSoTimeout(1_000);
    var all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketTimeoutException | SocketException end) {
      // That is the end, too.
    }
    return all.toString(ISO_8859_1);
  }

  public boolean isClosedAtOnce() throws IOException {
    socket.setSoTimeout(50);
    return isClosed();
  }

  public boolean isClosedWithin(int seconds) throws IOException {
    socket.setSoTimeout(seconds * 1_000);
    return isClosed();
  }

  private boolean isClosed() {
    try {
      while (socket.getInputStream().read() >= 0) {
        // All that comes before.
      }
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  public void sendHttp2Preface() throws IOException {
    send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    send(frame(SETTINGS, 0, 0, new byte[0]));
  }

  /** Opens a stream and resets it; false if the connection is gone. */
  public boolean sendReset(int stream) {
    try {
      socket
          .getOutputStream()
          .write(
              concat(
                  frame(HEADERS, END_HEADERS | END_STREAM, stream, REQUEST),
                  frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8})));
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /** A header whose end never comes. */
  public void sendContinuations(int count) {
    try {
      var out = socket.getOutputStream();
      out.write(frame(HEADERS, END_STREAM, 1, REQUEST));
      for (int i = 0; i < count; i++) {
        out.write(frame(CONTINUATION, 0, 1, new byte[] {0x00, 1, 'x', 1, 'y'}));
      }
    } catch (IOException gone) {
      // As it should be.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    int c = socket.getInputStream().read();
    if (c < 0) {
      throw new EOFException("closed instead of an answer");
    }
    while (c >= 0 && c != '\n') {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    return line.toString();
  }

  /** RFC 9113 §4.1. */
  private static byte[] frame(byte type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put(type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  private static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
