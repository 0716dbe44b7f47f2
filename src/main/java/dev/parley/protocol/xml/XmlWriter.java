package dev.parley.protocol.xml;

import org.jspecify.annotations.Nullable;

/**
 * Writes elements as UTF-8. The default namespace is declared only where it changes. Inside a
 * stream the prefix `stream` is taken as declared by the stream header (RFC 6120 §4.8.5).
 */
public final class XmlWriter {
  private XmlWriter() {}

  /**
   * Writes an element.
   *
   * @param inherited default namespace at this place; empty for a document of its own
   */
  public static void write(Element element, ByteSink sink, String inherited) {
    write(element, sink, inherited, !inherited.isEmpty());
  }

  /** The element as a string; see {@link #write}. */
  public static String toXml(Element element, String inherited) {
    var sink = new ByteSink(256);
    write(element, sink, inherited);
    return sink.toString();
  }

  /** Writes ` name='value'`, escaped; nothing if the value is null. */
  public static void attribute(ByteSink sink, String name, @Nullable String value) {
    if (value != null) {
      sink.put(' ');
      sink.name(name);
      sink.ascii("='");
      sink.escaped(value, true);
      sink.put('\'');
    }
  }

  private static void write(
      Element element, ByteSink sink, String inherited, boolean streamPrefixKnown) {
    var namespace = element.namespace();
    var prefix = prefix(namespace);
    boolean isStreamPrefix = namespace.equals(Namespaces.STREAMS);
    sink.put('<');
    sink.ascii(prefix);
    sink.name(element.name());
    if (isStreamPrefix && !streamPrefixKnown) {
      attribute(sink, "xmlns:stream", namespace);
    } else if (namespace.equals(Namespaces.DIALBACK)) {
      attribute(sink, "xmlns:db", namespace);
    } else if (prefix.isEmpty() && !namespace.equals(inherited)) {
      attribute(sink, "xmlns", namespace);
    }
    attributes(element.attributeArray(), sink);
    var content = element.contentArray();
    if (content.length == 0) {
      sink.ascii("/>");
      return;
    }
    sink.put('>');
    var inside = prefix.isEmpty() ? namespace : inherited;
    for (var node : content) {
      if (node instanceof String text) {
        sink.escaped(text, false);
      } else {
        write((Element) node, sink, inside, streamPrefixKnown || isStreamPrefix);
      }
    }
    sink.ascii("</");
    sink.ascii(prefix);
    sink.name(element.name());
    sink.put('>');
  }

  /** The prefix, with its colon, of the namespaces that are never a default one; else empty. */
  private static String prefix(String namespace) {
    return switch (namespace) {
      case Namespaces.STREAMS -> "stream:";
      // Old servers know it by this prefix (XEP-0220 §2).
      case Namespaces.DIALBACK -> "db:";
      case Namespaces.XML -> "xml:";
      default -> "";
    };
  }

  private static void attributes(String[] attributes, ByteSink sink) {
    for (int i = 0; i < attributes.length; i += 3) {
      var namespace = attributes[i];
      if (namespace.isEmpty()) {
        attribute(sink, attributes[i + 1], attributes[i + 2]);
      } else if (namespace.equals(Namespaces.XML)) {
        attribute(sink, "xml:" + attributes[i + 1], attributes[i + 2]);
      } else {
        var prefix = "ns" + i / 3;
        attribute(sink, "xmlns:" + prefix, namespace);
        attribute(sink, prefix + ':' + attributes[i + 1], attributes[i + 2]);
      }
    }
  }
}
