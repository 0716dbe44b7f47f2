package dev.parley.protocol.stanza;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.xml.Attribute;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all stanzas have in common (RFC 6120 §8.1).
 *
 * @param other attributes that are not ours to understand, carried through
 */
record Envelope(
    @Nullable Jid to,
    @Nullable Jid from,
    @Nullable String id,
    @Nullable String lang,
    List<Attribute> other,
    Content content) {
  static final Envelope EMPTY = new Envelope(null, null, null, null, List.of(), Content.EMPTY);

  static Envelope parse(Element stanza) {
    Jid to = null;
    Jid from = null;
    String id = null;
    String lang = null;
    List<Attribute> other = List.of();
    for (int i = 0; i < stanza.attributeCount(); i++) {
      var value = stanza.attributeValue(i);
      var name = stanza.attributeName(i);
      var namespace = stanza.attributeNamespace(i);
      if (namespace.isEmpty()) {
        switch (name) {
          case "to" -> to = address(value, stanza);
          case "from" -> from = address(value, stanza);
          case "id" -> id = value;
          case "type" -> {}
          default -> other = with(other, new Attribute(namespace, name, value));
        }
      } else if (namespace.equals(Namespaces.XML) && name.equals("lang")) {
        lang = value;
      } else {
        other = with(other, new Attribute(namespace, name, value));
      }
    }
    return new Envelope(to, from, id, lang, other, Content.of(stanza.elements()));
  }

  private static List<Attribute> with(List<Attribute> list, Attribute more) {
    var longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  private static Jid address(String text, Element stanza) {
    try {
      return Jid.parse(text);
    } catch (JidFormatException e) {
      throw new StanzaException(
          StanzaError.of(StanzaError.Condition.JID_MALFORMED, e.reason()), stanza);
    }
  }

  Envelope withAddresses(Jid newFrom, Jid newTo) {
    return new Envelope(newTo, newFrom, id, lang, other, content);
  }

  Envelope withTo(@Nullable Jid newTo) {
    return new Envelope(newTo, from, id, lang, other, content);
  }

  Envelope withFrom(@Nullable Jid newFrom) {
    return new Envelope(to, newFrom, id, lang, other, content);
  }

  Envelope withId(@Nullable String newId) {
    return new Envelope(to, from, newId, lang, other, content);
  }

  Envelope withLang(@Nullable String newLang) {
    return new Envelope(to, from, id, newLang, other, content);
  }

  Envelope withChildren(List<Element> newChildren) {
    return new Envelope(to, from, id, lang, other, Content.of(newChildren));
  }

  /** An answer: addresses exchanged, the same id, nothing else. */
  Envelope reply(List<Element> children) {
    return new Envelope(from, to, id, null, List.of(), Content.of(children));
  }

  Element toElement(String name, @Nullable String type) {
    var element =
        Element.builder(Namespaces.CLIENT, name)
            .attribute("type", type)
            .attribute("to", to == null ? null : to.toString())
            .attribute("from", from == null ? null : from.toString())
            .attribute("id", id)
            .attribute(Namespaces.XML, "lang", lang);
    for (var attribute : other) {
      element.attribute(attribute.namespace(), attribute.name(), attribute.value());
    }
    return element.children(content.children()).build();
  }

  void write(ByteSink sink, String name, @Nullable String type, @Nullable String namespace) {
    if (!other.isEmpty()) {
      XmlWriter.write(toElement(name, type), sink, namespace == null ? Namespaces.CLIENT : "");
      return;
    }
    sink.ascii("<");
    sink.ascii(name);
    XmlWriter.attribute(sink, "xmlns", namespace);
    XmlWriter.attribute(sink, "type", type);
    XmlWriter.attribute(sink, "to", to == null ? null : to.toString());
    content.writeRest(sink, name, this);
  }

  boolean sameAs(Envelope that) {
    return Objects.equals(to, that.to)
        && Objects.equals(from, that.from)
        && Objects.equals(id, that.id)
        && Objects.equals(lang, that.lang)
        && other.equals(that.other)
        && content.children().equals(that.content.children());
  }
}
