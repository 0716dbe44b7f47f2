package dev.parley.fuzz;

import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.Text;
import dev.parley.protocol.xml.XmlStreamParser;
import dev.parley.protocol.xml.XmlWriter;
import dev.parley.testing.TreeReader;
import dev.parley.testing.Xml;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same bytes to our parser and to the JDK's. They must agree whether these are elements
 * of a stream, and which, except where XMPP forbids what XML allows (RFC 6120 §11.1). Our parser
 * must also say the same however the bytes are cut, and read back what we write.
 */
public final class XmlFuzzer {
  private static final String HEADER =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final String FOOTER = "</stream:stream>";

  /** A name that begins with a colon, which the JDK takes for one without prefix. */
  private static final Pattern NO_PREFIX = Pattern.compile("[\\s</]:");

  private XmlFuzzer() {}

  /** Called by Jazzer with each input it makes up. */
  public static void fuzzerTestOneInput(byte[] input) {
    var ours = ours(input, input.length);
    if (!equalTrees(ours, ours(input, 1))) {
      throw new AssertionError("pieces of one byte are read differently");
    }
    var theirs = theirs(input);
    if (ours == null) {
      if (theirs != null && !isRestricted(input, theirs)) {
        throw new AssertionError("refused, though it is well-formed");
      }
      return;
    }
    if (theirs == null) {
      throw new AssertionError("accepted, though it is not well-formed");
    }
    if (!theirs.equals(ours.stream().map(XmlFuzzer::convert).toList())) {
      throw new AssertionError("read as " + ours + " instead of " + theirs);
    }
    ours.forEach(XmlFuzzer::checkWriting);
  }

  private static boolean equalTrees(@Nullable List<Element> one, @Nullable List<Element> other) {
    return one == null ? other == null : one.equals(other);
  }

  /** The elements; null if the parser refuses them. */
  private static @Nullable List<Element> ours(byte[] input, int chunk) {
    var collector = new Collector();
    var parser = new XmlStreamParser(ParserLimits.AFTER_LOGIN, collector);
    try {
      feed(parser, HEADER.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < input.length; i += chunk) {
        feed(parser, Arrays.copyOfRange(input, i, Math.min(input.length, i + chunk)));
      }
      feed(parser, FOOTER.getBytes(StandardCharsets.UTF_8));
    } catch (StreamException e) {
      return null;
    }
    return collector.closed ? collector.elements : null;
  }

  private static void feed(XmlStreamParser parser, byte[] bytes) {
    parser.feed(bytes, 0, bytes.length);
  }

  /** The elements; null if the JDK refuses them. Text between them is dropped. */
  private static @Nullable List<Xml> theirs(byte[] input) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input)).toString();
      return List.copyOf(TreeReader.read(HEADER + text + FOOTER).children().toList());
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return null;
    }
  }

  /** What XML allows and we rightly refuse: forbidden markup, text between stanzas, our limits. */
  private static boolean isRestricted(byte[] input, List<Xml> elements) {
    var text = new String(input, StandardCharsets.UTF_8);
    return text.contains("<!")
        || text.contains("<?")
        || NO_PREFIX.matcher(text).find()
        || hasTextBetween(text)
        || exceedsLimits(text, elements);
  }

  /** White space written as a reference is text to us. */
  private static boolean hasTextBetween(String text) {
    return text.contains("&#")
        || TreeReader.read(HEADER + text + FOOTER).content().stream()
            .anyMatch(node -> node instanceof Xml.Text run && !run.value().matches("[ \t\r\n]*"));
  }

  private static boolean exceedsLimits(String text, List<Xml> elements) {
    return text.length() > 5_000 || elements.size() > 1_000;
  }

  private static Xml convert(Element element) {
    Map<QName, String> attributes = new HashMap<>();
    element
        .attributes()
        .forEach(a -> attributes.put(new QName(a.namespace(), a.name()), a.value()));
    List<Xml> content = new ArrayList<>();
    for (var node : element.nodes()) {
      content.add(node instanceof Text text ? new Xml.Text(text.value()) : convert((Element) node));
    }
    return new Xml.Element(new QName(element.namespace(), element.name()), attributes, content);
  }

  private static void checkWriting(Element element) {
    var sink = new ByteSink(64);
    XmlWriter.write(element, sink, Namespaces.CLIENT);
    var again = ours(sink.toByteArray(), sink.size());
    if (!List.of(element).equals(again)) {
      throw new AssertionError("written as " + sink + ", read back as " + again);
    }
    if (Stanza.isStanza(element)) {
      try {
        var stanza = Stanza.parse(element);
        if (!Stanza.parse(stanza.toElement()).equals(stanza)) {
          throw new AssertionError("another stanza");
        }
      } catch (StanzaException e) {
        // The element may be anything; only these exceptions may come of it.
      }
    }
  }

  private static final class Collector implements XmlStreamParser.Listener {
    private final List<Element> elements = new ArrayList<>();
    private boolean closed;

    @Override
    public void opened(Element header) {}

    @Override
    public void element(Element element) {
      elements.add(element);
    }

    @Override
    public void closed() {
      closed = true;
    }
  }
}
