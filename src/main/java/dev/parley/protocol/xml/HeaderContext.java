package dev.parley.protocol.xml;

import java.util.Arrays;

/** Writes the opening tag that gives a new reader the namespaces of a stream under way. */
final class HeaderContext {
  /** What nearly all clients have, held once. */
  private static final byte[] USUAL =
      of(
          Element.builder(Namespaces.STREAMS, "stream")
              .attribute(Namespaces.XMLNS, "stream", Namespaces.STREAMS)
              .attribute(Namespaces.XMLNS, "xmlns", Namespaces.CLIENT)
              .build());

  private HeaderContext() {}

  /** The tag for a header with its namespace declarations. */
  static byte[] of(Element header) {
    var sink = new ByteSink(128);
    var name = header.name();
    boolean first = true;
    var declarations = new ByteSink(128);
    for (var attribute : header.attributes()) {
      if (attribute.namespace().equals(Namespaces.XMLNS)) {
        boolean isDefault = attribute.name().equals("xmlns");
        if (first && !isDefault) {
          name = attribute.name() + ':' + header.name();
        }
        XmlWriter.attribute(
            declarations, isDefault ? "xmlns" : "xmlns:" + attribute.name(), attribute.value());
        first = false;
      }
    }
    sink.put('<');
    sink.name(name);
    sink.write(declarations.array(), 0, declarations.size());
    sink.put('>');
    var bytes = sink.toByteArray();
    return USUAL != null && Arrays.equals(bytes, USUAL) ? USUAL : bytes;
  }
}
