package dev.parley.transport.stream;

import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.StreamInput;
import org.jspecify.annotations.Nullable;

/**
 * How a stream lies on its connection: as one document (RFC 6120 §4.2), or cut into messages (RFC
 * 7395 §3.3). Has no state; what comes in is kept by the {@link StreamInput}.
 */
public interface Framing extends ElementWriter {
  /** What the connection does for an input that answers by itself. */
  interface Link {
    /** Writes bytes as they are, behind what is written already. */
    void send(byte[] bytes);

    /** Writes bytes as they are, and nothing after them: the connection ends. */
    void leave(byte[] last);
  }

  /** Reads what comes on one connection. */
  StreamInput input(ParserLimits limits, Wire.Listener listener, Link link);

  /** Whether the connection has an end of its own, which both sides tell before they close it. */
  boolean hasFarewell();

  /** What asks the other end to show that it is there; null if there is no such thing. */
  byte @Nullable [] keepAlive();
}
