package dev.parley.testing;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a whole XML document into {@link Xml} with the parser of the JDK. */
public final class TreeReader {
  private static final XMLInputFactory FACTORY = factory();

  private TreeReader() {}

  /** Reads one document; fails with {@link IllegalArgumentException} if it is not well-formed. */
  public static Xml.Element read(String document) {
    try {
      XMLStreamReader reader;
      synchronized (FACTORY) {
        reader = FACTORY.createXMLStreamReader(new StringReader(document));
      }
      reader.nextTag();
      var root = element(reader);
      while (reader.hasNext()) {
        reader.next();
      }
      return root;
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(e.getMessage() + "\nin " + document, e);
    }
  }

  /**
   * Reads elements as if they stood in a client stream, where the default namespace is
   * `jabber:client` and the prefix `stream` is bound.
   */
  public static List<Xml.Element> readStanzas(String xml) {
    var root =
        read(
            "<root xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
                + xml
                + "</root>");
    return root.children().toList();
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static Xml.Element element(XMLStreamReader reader) throws XMLStreamException {
    var name = reader.getName();
    var attributes = attributes(reader);
    var content = new ArrayList<Xml>();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> content.add(element(reader));
        case XMLStreamConstants.END_ELEMENT -> {
          return new Xml.Element(plain(name), attributes, content);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE, XMLStreamConstants.CDATA ->
            content.add(new Xml.Text(reader.getText()));
        default -> throw new XMLStreamException("only elements and text are allowed here");
      }
    }
  }

  private static Map<QName, String> attributes(XMLStreamReader reader) {
    var attributes = new LinkedHashMap<QName, String>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(plain(reader.getAttributeName(i)), reader.getAttributeValue(i));
    }
    return attributes;
  }

  private static QName plain(QName name) {
    return new QName(name.getNamespaceURI(), name.getLocalPart());
  }
}
