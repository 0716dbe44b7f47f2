package dev.parley.transport.stream;

import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.StreamInput;
import dev.parley.protocol.xml.XmlStreamParser;
import dev.parley.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is one XML document (RFC 6120 §4.2).
 *
 * @param namespace of its content (§4.8.2)
 */
record DocumentFraming(String namespace) implements Framing {
  @Override
  public StreamInput input(ParserLimits limits, Wire.Listener listener, Link link) {
    return new XmlStreamParser(limits, listener);
  }

  @Override
  public void header(StreamHeader header, ByteSink sink) {
    header.write(sink, namespace);
  }

  @Override
  public void element(Element element, ByteSink sink) {
    XmlWriter.write(element, sink, namespace);
  }

  @Override
  public void stanza(Stanza stanza, ByteSink sink) {
    stanza.write(sink);
  }

  @Override
  public void end(ByteSink sink) {
    sink.ascii(StreamHeader.CLOSE);
  }

  @Override
  public boolean hasFarewell() {
    return false;
  }

  @Override
  public byte @Nullable [] keepAlive() {
    return null;
  }
}
