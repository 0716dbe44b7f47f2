package dev.parley.protocol.xml;

import dev.parley.protocol.stream.StreamException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Feeds a parser and writes down what it says, one line an event. */
final class Recorder implements XmlStreamParser.Listener {
  static final String HEADER =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

  final List<String> events = new ArrayList<>();
  final List<Element> elements = new ArrayList<>();
  final XmlStreamParser parser;
  Runnable onElement = () -> {};

  Recorder(ParserLimits limits) {
    parser = new XmlStreamParser(limits, this);
  }

  /** What a parser says about these bytes, from the header on. */
  static List<String> events(String xml) {
    var recorder = new Recorder(ParserLimits.AFTER_LOGIN);
    recorder.feed(xml);
    return recorder.events;
  }

  Recorder feed(String xml) {
    return feed(xml.getBytes(StandardCharsets.UTF_8));
  }

  Recorder feed(byte[] bytes) {
    try {
      parser.feed(bytes, 0, bytes.length);
    } catch (StreamException e) {
      events.add("error " + e.error().condition().elementName());
    }
    return this;
  }

  @Override
  public void opened(Element header) {
    events.add("opened " + header.name());
  }

  @Override
  public void element(Element element) {
    elements.add(element);
    events.add(XmlWriter.toXml(element, Namespaces.CLIENT));
    onElement.run();
  }

  @Override
  public void closed() {
    events.add("closed");
  }
}
