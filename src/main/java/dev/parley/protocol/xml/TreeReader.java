package dev.parley.protocol.xml;

import static dev.parley.protocol.stream.StreamError.Condition.BAD_FORMAT;
import static dev.parley.protocol.stream.StreamError.Condition.NOT_WELL_FORMED;
import static dev.parley.protocol.stream.StreamError.Condition.POLICY_VIOLATION;
import static dev.parley.protocol.stream.StreamError.Condition.RESTRICTED_XML;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.parley.protocol.stream.StreamException;
import java.util.Arrays;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one XML document into trees, by aalto. It is fed pieces that never go past the
 * end of a stanza, so aalto never holds bytes of the next one.
 *
 * <p>An aalto reader is never closed: closing would merge the names it has seen, chosen by
 * strangers, into a table that all readers share.
 */
final class TreeReader {
  private static final InputFactoryImpl FACTORY = CommonNames.factory();
  private static final int INITIAL_DEPTH = 8;

  private final AsyncXMLStreamReader<AsyncByteArrayFeeder> reader =
      FACTORY.createAsyncForByteArray();

  /** Finished nodes of all open elements, those of the innermost last. */
  private Object[] nodes = new Object[2 * INITIAL_DEPTH];

  private int nodeCount;

  /** The open elements below the root. */
  private Open[] open = new Open[INITIAL_DEPTH];

  /** Open elements, the root counted. */
  private int depth;

  private int namespaces;

  /** Text that may go on. */
  private @Nullable String text;

  private @Nullable StringBuilder longText;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Open(String namespace, String name, String[] attributes, int firstNode) {}

  /**
   * Reads one piece.
   *
   * @param maxNamespaces declarations allowed within one stanza
   * @return the header, or the stanza that ends with this piece; null if none does. A root without
   *     content is a header too
   */
  @Nullable Element read(byte[] data, int from, int to, int maxNamespaces) {
    Element result = null;
    try {
      reader.getInputFeeder().feedInput(data, from, to - from);
      while (true) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            if (reader.getNamespaceCount() > 0) {
              checkDeclarations(maxNamespaces);
            }
            if (depth++ == 0) {
              namespaces = 0;
              result = header();
            } else {
              start();
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            if (--depth == 0) {
              return result;
            }
            var element = end();
            if (depth == 1) {
              namespaces = 0;
              result = element;
            } else {
              push(element);
            }
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              text(reader.getText());
          case AsyncXMLStreamReader.EVENT_INCOMPLETE -> {
            return result;
          }
          case XMLStreamConstants.START_DOCUMENT -> {}
          case XMLStreamConstants.ENTITY_REFERENCE ->
              throw new StreamException(RESTRICTED_XML, "an entity reference");
          default -> throw new StreamException(RESTRICTED_XML, "forbidden markup");
        }
      }
    } catch (StreamException e) {
      throw e;
    } catch (XMLStreamException | RuntimeException e) {
      // aalto also fails with exceptions of other kinds on some input.
      throw new StreamException(NOT_WELL_FORMED, "the XML is not well-formed");
    }
  }

  /** Open elements, the root counted. */
  int depth() {
    return depth;
  }

  private void checkDeclarations(int maxNamespaces) {
    int count = reader.getNamespaceCount();
    namespaces += count;
    if (namespaces > maxNamespaces) {
      throw new StreamException(POLICY_VIOLATION, "too many namespaces");
    }
    for (int i = 0; i < count; i++) {
      // Workaround: aalto 1.4.0 lets a prefix be undeclared, which is for XML 1.1 only.
      if (!namespace(reader.getNamespacePrefix(i)).isEmpty()
          && namespace(reader.getNamespaceURI(i)).isEmpty()) {
        throw new StreamException(NOT_WELL_FORMED, "a prefix without namespace");
      }
    }
  }

  private Element header() {
    var own = namespace(reader.getNamespaceURI());
    var builder = Element.builder(own, reader.getLocalName());
    // The root's own prefix comes first, so that a later reader can be given the same tag.
    var prefix0 = reader.getPrefix();
    builder.attribute(
        Namespaces.XMLNS, prefix0 == null || prefix0.isEmpty() ? "xmlns" : prefix0, own);
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      var prefix = reader.getNamespacePrefix(i);
      builder.attribute(
          Namespaces.XMLNS,
          prefix == null || prefix.isEmpty() ? "xmlns" : prefix,
          namespace(reader.getNamespaceURI(i)));
    }
    var attributes = attributes();
    for (int i = 0; i < attributes.length; i += 3) {
      builder.attribute(attributes[i], attributes[i + 1], attributes[i + 2]);
    }
    return builder.build();
  }

  private void start() {
    flushText();
    if (depth == 2 && isStreamHeader()) {
      throw new StreamException(BAD_FORMAT, "a second stream header");
    }
    int index = depth - 2;
    if (index == open.length) {
      open = Arrays.copyOf(open, 2 * index);
    }
    open[index] =
        new Open(
            namespace(reader.getNamespaceURI()), reader.getLocalName(), attributes(), nodeCount);
  }

  /** It would not end before the stream does, so it must be seen as soon as it begins. */
  private boolean isStreamHeader() {
    return reader.getLocalName().equals("stream")
        && namespace(reader.getNamespaceURI()).equals(Namespaces.STREAMS);
  }

  private Element end() {
    flushText();
    var ended = open[depth - 1];
    int first = ended.firstNode();
    var content =
        first == nodeCount ? Element.NO_CONTENT : Arrays.copyOfRange(nodes, first, nodeCount);
    Arrays.fill(nodes, first, nodeCount, null);
    nodeCount = first;
    return new Element(ended.namespace(), ended.name(), ended.attributes(), content);
  }

  private String[] attributes() {
    int count = reader.getAttributeCount();
    if (count == 0) {
      return Element.NO_ATTRIBUTES;
    }
    var attributes = new String[3 * count];
    for (int i = 0; i < count; i++) {
      attributes[3 * i] = namespace(reader.getAttributeNamespace(i));
      attributes[3 * i + 1] = reader.getAttributeLocalName(i);
      attributes[3 * i + 2] = reader.getAttributeValue(i);
    }
    return attributes;
  }

  /** aalto's empty names are null in some places. */
  private static String namespace(@Nullable String name) {
    return name == null ? "" : name;
  }

  private void text(String run) {
    if (depth <= 1 || run.isEmpty()) {
      return;
    }
    if (text == null) {
      text = run;
    } else {
      longText = longText == null ? new StringBuilder(text) : longText;
      longText.append(run);
    }
  }

  private void flushText() {
    if (text != null) {
      push(longText == null ? text : longText.toString());
      text = null;
      longText = null;
    }
  }

  private void push(Object node) {
    if (nodeCount == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * nodeCount);
    }
    nodes[nodeCount++] = node;
  }
}
