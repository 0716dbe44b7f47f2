package dev.parley.testing;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import javax.net.ssl.SSLContext;

/** What carries the stream of a test client. */
interface Wire {
  /** Events in the order they came; filled by the reading thread. */
  BlockingQueue<StreamEvent> events();

  /** Starts to read. */
  void listen();

  /** Makes the TLS handshake as a client, then reads what comes through it. */
  void secure(SSLContext context, String name, List<String> protocols);

  /** Sends our stream header (RFC 6120 §4.7), or what stands for it. */
  void open(String domain);

  /** Ends our stream (RFC 6120 §4.4). */
  void close();

  /** Expects a new stream header from here on. */
  void restart();

  /**
   * Writes text as if it stood in a stream of TCP, at once; a broken connection fails with {@link
   * UncheckedIOException}.
   */
  void send(String text);

  /** Writes bytes as they are, without regard to what carries the stream. */
  void send(byte[] bytes);

  /**
   * The hash of the server's certificate that is the `tls-server-end-point` binding (RFC 5929 §4).
   */
  byte[] endPoint();

  /** Cuts the connection without a word to the server. */
  void drop();
}
