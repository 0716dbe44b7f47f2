package dev.parley.transport.c2s;

import dev.parley.protocol.xml.Element;
import java.util.List;

/** What is allowed on a stream at the time, and what becomes of it. All else ends the stream. */
interface Phase {
  /** The features offered to a client that opens a stream in this phase, in their order. */
  List<Element> features();

  /** An element has come. May throw {@link dev.parley.protocol.stream.StreamException}. */
  void element(Element element);

  /** True once the client has proven who it is. */
  default boolean isAuthenticated() {
    return true;
  }

  /** The stream has ended, in whatever way; nothing more comes. */
  default void ended() {}

  /** The connection is lost; nothing more comes. */
  default void broken() {
    ended();
  }

  /** The server stops. */
  default void stop() {}
}
