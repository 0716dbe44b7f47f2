package dev.parley.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * XML as a test sees it; read by the JDK's own parser, so that a fault of the server's parser and
 * writer cannot hide itself.
 */
public sealed interface Xml {

  /** Character data, never empty; neighbouring runs are one. */
  record Text(String value) implements Xml {
    @Override
    public String toString() {
      return escape(value);
    }
  }

  /**
   * An element with everything in it.
   *
   * @param name namespace and local name; prefixes are forgotten
   * @param attributes without namespace declarations
   * @param content children in document order
   */
  record Element(QName name, Map<QName, String> attributes, List<Xml> content) implements Xml {

    public Element {
      attributes = Map.copyOf(attributes);
      content = List.copyOf(content);
    }

    /** The name without its namespace. */
    public String local() {
      return name.getLocalPart();
    }

    /** The namespace, empty for none. */
    public String namespace() {
      return name.getNamespaceURI();
    }

    /** Whether the element has this namespace and local name. */
    public boolean is(String namespace, String local) {
      return namespace().equals(namespace) && local().equals(local);
    }

    /** The value of an attribute without namespace, null if it is missing. */
    public @Nullable String attribute(String local) {
      return attributes.get(new QName(local));
    }

    /** The child elements, without text. */
    public Stream<Element> children() {
      return content.stream().filter(Element.class::isInstance).map(Element.class::cast);
    }

    /** The first child element with this local name, whatever its namespace. */
    public Optional<Element> child(String local) {
      return children().filter(child -> child.local().equals(local)).findFirst();
    }

    /** The first child element with this name. */
    public Optional<Element> child(String namespace, String local) {
      return children().filter(child -> child.is(namespace, local)).findFirst();
    }

    /** The text directly inside the element, empty if there is none. */
    public String text() {
      var text = new StringBuilder();
      content.stream()
          .filter(Text.class::isInstance)
          .forEach(run -> text.append(((Text) run).value()));
      return text.toString();
    }

    /** The element as XML, with a namespace declaration wherever the namespace changes. */
    @Override
    public String toString() {
      var out = new StringBuilder();
      write(out, "jabber:client");
      return out.toString();
    }

    private void write(StringBuilder out, String outer) {
      out.append('<').append(local());
      if (!namespace().equals(outer)) {
        out.append(" xmlns='").append(escape(namespace())).append('\'');
      }
      attributes.entrySet().stream()
          .sorted((a, b) -> label(a.getKey()).compareTo(label(b.getKey())))
          .forEach(attribute ->
              out.append(' ')
                  .append(label(attribute.getKey()))
                  .append("='")
                  .append(escape(attribute.getValue()))
                  .append('\''));
      if (content.isEmpty()) {
        out.append("/>");
        return;
      }
      out.append('>');
      for (var node : content) {
        if (node instanceof Element child) {
          child.write(out, namespace());
        } else {
          out.append(node);
        }
      }
      out.append("</").append(local()).append('>');
    }
  }

  /** An attribute's name for people: `id`, `xml:lang`, or `{namespace}name`. */
  static String label(QName name) {
    return name.getNamespaceURI().equals(XMLConstants.XML_NS_URI)
        ? "xml:" + name.getLocalPart()
        : name.toString();
  }

  /** The text with the five special characters replaced, fit for content and attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&apos;")
        .replace("\"", "&quot;");
  }
}
