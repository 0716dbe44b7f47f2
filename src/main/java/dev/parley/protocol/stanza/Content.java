package dev.parley.protocol.stanza;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The children of a stanza. Copies of the stanza for other receivers share this object, so that
 * they are serialised once for all.
 */
final class Content {
  static final Content EMPTY = new Content(List.of());

  private final List<Element> children;

  /** Written by whichever thread needs it first; all write the same bytes. */
  private byte @Nullable [] bytes;

  /** Those of the copies that were written second; final inside, so any thread may read it. */
  private @Nullable Attributes attributes;

  private Content(List<Element> children) {
    this.children = children;
  }

  static Content of(List<Element> children) {
    return children.isEmpty() ? EMPTY : new Content(List.copyOf(children));
  }

  List<Element> children() {
    return children;
  }

  @Nullable Element child(String namespace, String name) {
    for (int i = 0; i < children.size(); i++) {
      var child = children.get(i);
      if (child.is(namespace, name)) {
        return child;
      }
    }
    return null;
  }

  /** Writes all that follows the addressee in a stanza of this name. */
  void writeRest(ByteSink sink, String name, Envelope envelope) {
    var known = bytes;
    var common = attributes;
    if (common != null && common.isOf(envelope)) {
      sink.write(common.bytes, 0, common.bytes.length);
    } else {
      int start = sink.size();
      writeAttributes(sink, envelope);
      if (known != null && common == null) {
        // One copy was written before, so there may be many.
        attributes = new Attributes(envelope, sink.copyFrom(start));
      }
    }
    if (children.isEmpty()) {
      sink.ascii("/>");
      return;
    }
    sink.put('>');
    if (known == null) {
      int start = sink.size();
      for (int i = 0; i < children.size(); i++) {
        XmlWriter.write(children.get(i), sink, Namespaces.CLIENT);
      }
      bytes = sink.copyFrom(start);
    } else {
      sink.write(known, 0, known.length);
    }
    sink.ascii("</");
    sink.ascii(name);
    sink.put('>');
  }

  private static void writeAttributes(ByteSink sink, Envelope envelope) {
    Jid from = envelope.from();
    XmlWriter.attribute(sink, "from", from == null ? null : from.toString());
    XmlWriter.attribute(sink, "id", envelope.id());
    XmlWriter.attribute(sink, "xml:lang", envelope.lang());
  }

  /** What copies have in common besides the children. */
  private static final class Attributes {
    private final @Nullable Jid from;
    private final @Nullable String id;
    private final @Nullable String lang;
    private final byte[] bytes;

    Attributes(Envelope envelope, byte[] bytes) {
      this.from = envelope.from();
      this.id = envelope.id();
      this.lang = envelope.lang();
      this.bytes = bytes;
    }

    @SuppressWarnings("ReferenceEquality") // copies share what they have in common
    boolean isOf(Envelope envelope) {
      return from == envelope.from() && id == envelope.id() && lang == envelope.lang();
    }
  }
}
