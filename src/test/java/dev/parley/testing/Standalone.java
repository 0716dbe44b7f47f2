package dev.parley.testing;

import java.util.List;
import javax.xml.namespace.QName;

/** Elements that are not children of a stream: they declare all that they need themselves. */
final class Standalone {
  private static final String STREAMS = "http://etherx.jabber.org/streams";

  private Standalone() {}

  /**
   * The elements that a client would write in a stream of TCP, each on its own; what is no XML is
   * left as it is.
   */
  static List<String> elements(String text) {
    try {
      return TreeReader.readStanzas(text).stream().map(Xml.Element::standalone).toList();
    } catch (IllegalArgumentException broken) {
      return List.of(text);
    }
  }

  /** What a stream of TCP would begin with, made of what begins another. */
  static Xml.Element header(Xml.Element open) {
    return new Xml.Element(new QName(STREAMS, "stream"), open.attributes(), List.of());
  }
}
