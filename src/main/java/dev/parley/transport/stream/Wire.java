package dev.parley.transport.stream;

import dev.parley.core.bus.ToSession;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.XmlStreamParser;
import io.vertx.core.Future;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What carries a stream: bytes on one side, elements on the other. Used on the context of its
 * socket only.
 */
public interface Wire {
  /** Hears what comes over the wire. */
  interface Listener extends XmlStreamParser.Listener {
    /** The default namespace of both streams (RFC 6120 §4.8.2). */
    default String contentNamespace() {
      return Namespaces.CLIENT;
    }

    /** What came cannot be part of a stream. */
    void failed(StreamError error);

    /** A stanza was written into the socket. */
    void written(List<ToSession.Delivery> deliveries);

    /** The connection is gone. Called once, last. */
    void disconnected();
  }

  /** Begins a stream of our own. */
  void open(StreamHeader header);

  /** Writes an element that is not a stanza. */
  void write(Element element);

  /** Writes a stanza to the client. */
  void write(ToSession.Delivery delivery);

  /** Writes what was collected, without waiting for the end of the turn. */
  void flush();

  /** A stanza has come; the peer may have to wait before its next. */
  void countStanza();

  /** The peer has proven who it is: from now on it may send what {@code limits} allow. */
  void loggedIn(ParserLimits limits);

  /** Asks the other end to show that it is there, if this kind of wire can. */
  default void keepAlive() {}

  /** Gives memory back if nothing has come since the last call; returns true if so. */
  boolean rest();

  /**
   * Ends our stream; what was written before goes out first.
   *
   * @param peerClosed true if the client has ended its own, so that nothing more comes from it
   */
  void close(boolean peerClosed);

  /** Breaks the connection. */
  void abort();

  /** Whether nobody between can read it: by TLS of this connection, or of a proxy of ours. */
  default boolean isSecure() {
    return tls() != null;
  }

  /** Whether this is one connection, to which a login can be bound (RFC 9266). */
  default boolean isOneConnection() {
    return true;
  }

  /** Whether {@link #startTls} is possible on this kind of wire. */
  boolean canStartTls();

  /**
   * Changes to TLS (RFC 6120 §5.4.3); what follows is a new stream.
   *
   * @param proceed the last element before it
   */
  void startTls(Element proceed, ServerSSLOptions options);

  /** The TLS session; null without TLS. */
  @Nullable SSLSession tls();

  /** Stops parsing: the next element has to wait for the answer to this one. */
  void suspend();

  /** Goes on parsing. */
  void resume();

  /** What follows is a new stream (RFC 6120 §4.3.3). */
  void restart();

  /**
   * Forgets the bytes that have come and are not parsed.
   *
   * @return whether they were white space only, or none
   */
  boolean discardBuffered();

  /** From now on the client acknowledges stanzas (XEP-0198). */
  void acknowledged(UnackedQueue queue);

  /**
   * Takes what was given to the wire and that the client may not have, in its order. What was not
   * written yet will not be.
   *
   * @return completes when it is known what the socket has taken; never fails
   * @param all false to leave out answers, which only this client can use, and write them
   */
  Future<List<ToSession.Delivery>> takeLeftovers(boolean all);
}
