package dev.parley.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocket;

/** A WebSocket as a client has it (RFC 6455), on which any frame can be written. */
public final class RawWebSocket implements AutoCloseable {
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private final Socket socket;
  private final DataInputStream in;
  private final int status;
  private final Map<String, String> headers = new TreeMap<>();

  /** One frame that the server has written. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Frame(int opcode, byte[] payload) {
    public String text() {
      return new String(payload, UTF_8);
    }

    /** The number in a close frame (§7.4), 0 if it has none. */
    public int code() {
      return payload.length < 2 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    }
  }

  private RawWebSocket(Socket socket, String path, List<String> more) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    var request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    more.forEach(header -> request.append(header).append("\r\n"));
    socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    status = Integer.parseInt(line().split(" ")[1]);
    for (var line = line(); !line.isEmpty(); line = line()) {
      var parts = line.split(":", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
  }

  /** The header that asks for XMPP over WebSocket. */
  public static List<String> xmpp() {
    return List.of(
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: xmpp");
  }

  /** Connects by TLS and asks with these header lines. */
  public static RawWebSocket tls(Endpoint endpoint, String name, String path, List<String> headers)
      throws IOException {
    var socket =
        (SSLSocket) Trust.all().getSocketFactory().createSocket(endpoint.host(), endpoint.port());
    var parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new javax.net.ssl.SNIHostName(name)));
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new RawWebSocket(socket, path, headers);
  }

  /** Connects without TLS from an address of this machine, and asks with these header lines. */
  public static RawWebSocket plain(
      Endpoint endpoint, String source, String path, List<String> headers) throws IOException {
    return new RawWebSocket(
        new Socket(endpoint.host(), endpoint.port(), InetAddress.getByName(source), 0),
        path,
        headers);
  }

  /** What the server has answered, 101 if this is a WebSocket now. */
  public int status() {
    return status;
  }

  /** A header of the answer, empty if it has none of that name. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The connection itself. */
  public Socket socket() {
    return socket;
  }

  /** Writes a whole text message. */
  public void send(String text) throws IOException {
    write(frame(0x80 | TEXT, text.getBytes(UTF_8)));
  }

  /** Writes bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    synchronized (this) {
      socket.getOutputStream().write(bytes);
    }
  }

  /**
   * A frame as a client has to write it, masked.
   *
   * @param first its first byte: FIN, reserved bits, opcode
   */
  public static byte[] frame(int first, byte[] payload) {
    var out = new ByteArrayOutputStream();
    out.write(first);
    int length = payload.length;
    if (length < 126) {
      out.write(0x80 | length);
    } else if (length < 0x10000) {
      out.write(0x80 | 126);
      out.write(length >> 8);
      out.write(length);
    } else {
      out.write(0x80 | 127);
      for (int i = 7; i >= 0; i--) {
        out.write((int) ((long) length >>> 8 * i));
      }
    }
    var mask = new byte[4];
    ThreadLocalRandom.current().nextBytes(mask);
    out.writeBytes(mask);
    for (int i = 0; i < length; i++) {
      out.write(payload[i] ^ mask[i & 3]);
    }
    return out.toByteArray();
  }

  /** The next frame; a server masks none, and has no need of fragments here. */
  public Frame read() throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    if ((first & 0xf0) != 0x80 || second > 127) {
      throw new IOException("no frame of a server: " + first + " " + second);
    }
    long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
    var payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return new Frame(first & 0x0f, payload);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    int c = in.read();
    while (c != '\n') {
      if (c < 0) {
        throw new EOFException("closed after: " + line);
      }
      line.append((char) c);
      c = in.read();
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
