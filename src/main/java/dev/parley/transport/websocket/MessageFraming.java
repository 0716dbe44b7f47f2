package dev.parley.transport.websocket;

import static dev.parley.protocol.xml.Namespaces.CLIENT;

import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.StreamInput;
import dev.parley.protocol.xml.XmlWriter;
import dev.parley.transport.stream.Framing;
import dev.parley.transport.stream.Wire;
import java.nio.charset.StandardCharsets;

/** A stream of messages, each an element that could stand alone (RFC 7395 §3.3.3). */
final class MessageFraming implements Framing {
  static final MessageFraming INSTANCE = new MessageFraming();

  private static final byte[] PING = Frames.control(Frames.PING, new byte[0]);
  private static final byte[] CLOSE =
      ("<close xmlns='" + MessageInput.FRAMING + "'/>").getBytes(StandardCharsets.US_ASCII);

  private MessageFraming() {}

  @Override
  public StreamInput input(ParserLimits limits, Wire.Listener listener, Link link) {
    return new MessageInput(limits, listener, link);
  }

  @Override
  public void header(StreamHeader header, ByteSink sink) {
    int start = sink.size();
    sink.ascii("<open xmlns='" + MessageInput.FRAMING + "'");
    header.writeAttributes(sink);
    sink.ascii("/>");
    Frames.wrap(sink, start);
  }

  @Override
  public void element(Element element, ByteSink sink) {
    int start = sink.size();
    XmlWriter.write(element, sink, "");
    Frames.wrap(sink, start);
  }

  @Override
  public void stanza(Stanza stanza, ByteSink sink) {
    int start = sink.size();
    stanza.write(sink, CLIENT);
    Frames.wrap(sink, start);
  }

  @Override
  public void end(ByteSink sink) {
    int start = sink.size();
    sink.write(CLOSE, 0, CLOSE.length);
    Frames.wrap(sink, start);
    byte[] last = Frames.close(CloseCode.NORMAL);
    sink.write(last, 0, last.length);
  }

  @Override
  public boolean hasFarewell() {
    return true;
  }

  @Override
  public byte[] keepAlive() {
    return PING;
  }
}
