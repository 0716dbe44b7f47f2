package dev.parley.protocol.xml;

import dev.parley.protocol.stream.StreamException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads single elements, as they are kept in storage. */
public final class XmlReader {
  private static final ParserLimits LIMITS =
      new ParserLimits(Integer.MAX_VALUE, 1_000, 10_000, 1_000_000, 10_000, Long.MAX_VALUE);

  private XmlReader() {}

  /**
   * Reads one element.
   *
   * @param inherited default namespace at its place
   * @throws IllegalArgumentException if it is not one well-formed element
   */
  public static Element read(String xml, String inherited) {
    List<Element> elements = new ArrayList<>(1);
    XmlStreamParser parser = new XmlStreamParser(LIMITS, new Collector(elements));
    ByteSink sink = new ByteSink(128 + xml.length());
    sink.ascii("<stream:stream xmlns:stream='" + Namespaces.STREAMS + "'");
    XmlWriter.attribute(sink, "xmlns", inherited);
    sink.ascii(">");
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    sink.write(bytes, 0, bytes.length);
    try {
      parser.feed(sink.array(), 0, sink.size());
    } catch (StreamException wrong) {
      throw new IllegalArgumentException("not XML: " + wrong.getMessage(), wrong);
    }
    if (elements.size() != 1) {
      throw new IllegalArgumentException("not one element but " + elements.size());
    }
    return elements.get(0);
  }

  /** Keeps the elements. */
  private record Collector(List<Element> elements) implements XmlStreamParser.Listener {
    @Override
    public void opened(Element header) {
      // Ours, from above.
    }

    @Override
    public void element(Element element) {
      elements.add(element);
    }

    @Override
    public void closed() {
      throw new IllegalArgumentException("more end tags than elements");
    }
  }
}
