package dev.parley.transport.bosh;

import static dev.parley.protocol.stream.StreamError.Condition.BAD_FORMAT;

import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.XmlStreamParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wrapper of one request (XEP-0124 §6).
 *
 * @param wrapper its attributes
 * @param payload the elements within
 */
record Body(Element wrapper, List<Element> payload) {
  static final String NAMESPACE = "http://jabber.org/protocol/httpbind";
  static final String XMPP = "urn:xmpp:xbosh";

  /** The largest request number (XEP-0124 §14.1). */
  private static final long MAX_NUMBER = (1L << 53) - 1;

  /**
   * Reads a whole body.
   *
   * @throws StreamException if it is none, or holds more than it may
   */
  static Body parse(byte[] bytes, ParserLimits limits) {
    Reader reader = new Reader(false);
    new XmlStreamParser(limits, reader).feed(bytes, 0, bytes.length);
    if (reader.wrapper == null || !reader.complete) {
      throw malformed("the body is not complete");
    }
    return new Body(reader.wrapper, List.copyOf(reader.payload));
  }

  /** Reads the wrapper alone, to see whose it is. */
  static Body peek(byte[] bytes, ParserLimits limits) {
    Reader reader = new Reader(true);
    XmlStreamParser parser = new XmlStreamParser(limits, reader);
    reader.parser = parser;
    parser.feed(bytes, 0, bytes.length);
    if (reader.wrapper == null) {
      throw malformed("no body");
    }
    return new Body(reader.wrapper, List.of());
  }

  private static StreamException malformed(String why) {
    return new StreamException(BAD_FORMAT, why);
  }

  @Nullable String attribute(String name) {
    return wrapper.attribute(name);
  }

  @Nullable String xmpp(String name) {
    return wrapper.attribute(XMPP, name);
  }

  /** The number of the request; negative if it has none. */
  long rid() {
    return number("rid", -1);
  }

  /** Whether the client ends the session (§13). */
  boolean isTerminate() {
    return "terminate".equals(attribute("type"));
  }

  /** Whether the stream is to begin anew (XEP-0206 §5). */
  boolean isRestart() {
    String restart = xmpp("restart");
    return "true".equals(restart) || "1".equals(restart);
  }

  /** Whether the client will be away for a while (§10). */
  boolean isPause() {
    return attribute("pause") != null;
  }

  /** Whether it is nothing but a question for what there is. */
  boolean isEmpty() {
    return payload.isEmpty() && !isTerminate() && !isRestart() && !isPause();
  }

  /** A number that is not negative; another value if it is missing or none. */
  long number(String name, long otherwise) {
    String text = attribute(name);
    if (text == null || text.isEmpty() || text.length() > 16) {
      return otherwise;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return otherwise;
      }
      number = number * 10 + c - '0';
    }
    return number > MAX_NUMBER ? otherwise : number;
  }

  /** The same as the root of a stream (XEP-0206 §3, §5). */
  Element header() {
    Element.Builder header =
        Element.builder(Namespaces.STREAMS, "stream")
            .attribute(Namespaces.XMLNS, "stream", Namespaces.STREAMS)
            .attribute(Namespaces.XMLNS, "xmlns", Namespaces.CLIENT)
            .attribute("to", attribute("to"))
            .attribute("from", attribute("from"))
            .attribute("version", xmpp("version") == null ? "1.0" : xmpp("version"));
    return header
        .attribute(Namespaces.XML, "lang", wrapper.attribute(Namespaces.XML, "lang"))
        .build();
  }

  /** Collects what the parser tells. */
  private static final class Reader implements XmlStreamParser.Listener {
    private final boolean onlyWrapper;
    private final List<Element> payload = new ArrayList<>(2);
    private @Nullable XmlStreamParser parser;
    private @Nullable Element wrapper;
    private boolean complete;

    Reader(boolean onlyWrapper) {
      this.onlyWrapper = onlyWrapper;
    }

    @Override
    public void opened(Element header) {
      if (!header.is(NAMESPACE, "body")) {
        throw malformed("no body");
      }
      wrapper = header;
      if (onlyWrapper && parser != null) {
        parser.suspend();
      }
    }

    @Override
    public void element(Element element) {
      // XEP-0206 §2: some clients leave the namespace of stanzas out.
      payload.add(
          element.namespace().equals(NAMESPACE)
              ? element.moved(NAMESPACE, Namespaces.CLIENT)
              : element);
    }

    @Override
    public void closed() {
      complete = true;
    }
  }
}
