package dev.parley.core.module;

import dev.parley.core.storage.ValueCodec;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlReader;

/** Stores elements as XML. */
public final class XmlCodec implements ValueCodec<Element> {
  /** The only one needed. */
  public static final XmlCodec INSTANCE = new XmlCodec();

  private XmlCodec() {}

  @Override
  public String encode(Element value) {
    return value.toString();
  }

  @Override
  public Element decode(String stored) {
    return XmlReader.read(stored, "");
  }
}
