package dev.parley.transport.stream;

import dev.parley.protocol.xml.ParserLimits;
import io.vertx.core.Future;

/**
 * Where the streams of clients begin, whatever carries them. One for each listener and event loop,
 * and used on that alone.
 */
public interface ClientStreams {
  /** Makes the wire of one stream. */
  interface Carrier {
    /**
     * A wire that reads and writes at once.
     *
     * @param limits of what may come before login
     */
    Wire carry(Wire.Listener listener, ParserLimits limits, Budget budget);
  }

  /** Takes a place for a client; false if there are too many from its address. */
  boolean admit(String address);

  /** Gives the place back of a client whose stream has not begun. */
  void leave(String address);

  /** Begins the stream of an admitted client, and looks after it until it ends. */
  void begin(String address, Carrier carrier);

  /** Ends all streams because the server stops; completes when they have ended. */
  Future<Void> stop();
}
