package dev.parley.server.transfer;

import dev.parley.protocol.xml.Element;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads elements of a document, each as a whole and none too large. */
final class Trees {
  /** Most characters of one element, markup counted roughly. */
  static final int MOST_CHARACTERS = 32 * 1024 * 1024;

  /** Most elements within each other. */
  static final int MOST_DEPTH = 200;

  /** What a tag counts for at least. */
  private static final int TAG = 64;

  private final XMLStreamReader reader;
  private long characters;

  Trees(XMLStreamReader reader) {
    this.reader = reader;
  }

  /** The element that begins where the reader is; leaves the reader at its end. */
  Element read() throws XMLStreamException {
    characters = 0;
    return element(1);
  }

  private Element element(int depth) throws XMLStreamException {
    if (depth > MOST_DEPTH) {
      throw new XMLStreamException("more than " + MOST_DEPTH + " elements within each other");
    }
    Element.Builder element = start();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> element.child(element(depth + 1));
        case XMLStreamConstants.END_ELEMENT -> {
          return element.build();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          String text = reader.getText();
          count(text.length());
          element.text(text);
        }
        case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
        default -> throw new XMLStreamException("neither elements nor text");
      }
    }
  }

  private Element.Builder start() throws XMLStreamException {
    Element.Builder element =
        Element.builder(text(reader.getNamespaceURI()), reader.getLocalName());
    count(TAG);
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String value = reader.getAttributeValue(i);
      count(TAG + value.length());
      element.attribute(
          text(reader.getAttributeNamespace(i)), reader.getAttributeLocalName(i), value);
    }
    return element;
  }

  private void count(int more) throws XMLStreamException {
    characters += more;
    if (characters > MOST_CHARACTERS) {
      throw new XMLStreamException("an element of more than " + MOST_CHARACTERS + " characters");
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
