package dev.parley.transport.bosh;

import static dev.parley.protocol.xml.Namespaces.CLIENT;

import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlWriter;
import dev.parley.transport.stream.ElementWriter;

/** A stream whose elements stand in wrappers (XEP-0206 §2); the wrappers are made elsewhere. */
final class PayloadWriter implements ElementWriter {
  static final PayloadWriter INSTANCE = new PayloadWriter();

  private PayloadWriter() {}

  /** What it says is in the wrapper. */
  @Override
  public void header(StreamHeader header, ByteSink sink) {}

  @Override
  public void element(Element element, ByteSink sink) {
    XmlWriter.write(element, sink, Body.NAMESPACE);
  }

  @Override
  public void stanza(Stanza stanza, ByteSink sink) {
    stanza.write(sink, CLIENT);
  }

  @Override
  public void end(ByteSink sink) {}
}
