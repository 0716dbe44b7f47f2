package dev.parley.transport.stream;

import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;

/** How the parts of a stream are written. */
public interface ElementWriter {
  /** Writes the beginning of our stream. */
  void header(StreamHeader header, ByteSink sink);

  /** Writes an element that is not a stanza. */
  void element(Element element, ByteSink sink);

  /** Writes a stanza. */
  void stanza(Stanza stanza, ByteSink sink);

  /** Writes the end of our stream. */
  void end(ByteSink sink);
}
