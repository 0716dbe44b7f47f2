package dev.parley.protocol.stanza;

import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The children of a stanza. Copies of the stanza for other receivers share this object, so the
 * children are serialised once for all.
 */
final class Content {
  static final Content EMPTY = new Content(List.of());

  private final List<Element> children;

  /** Written by whichever thread needs it first; all write the same bytes. */
  private byte @Nullable [] bytes;

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

  void write(ByteSink sink) {
    var known = bytes;
    if (known == null) {
      int start = sink.size();
      for (int i = 0; i < children.size(); i++) {
        XmlWriter.write(children.get(i), sink, Namespaces.CLIENT);
      }
      bytes = sink.copyFrom(start);
    } else {
      sink.write(known, 0, known.length);
    }
  }
}
