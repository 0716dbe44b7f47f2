package dev.parley.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

final class XmlPropertyTest {
  private static final String STREAM =
      "<?xml version='1.0'?>"
          + Recorder.HEADER
          + " <message to='a@b' xml:lang='de'><body>\u00e9\u20ac\ud83d\ude00 &lt;&#x1F600;]]"
          + " ></body><x xmlns='urn:x' xmlns:p='urn:p' p:a=\"'\"><p:y/>\r\n"
          + "<![CDATA[<&]]]></x></message>\n"
          + "<stream:features><a xmlns='urn:a'><b/></a></stream:features><r xmlns='urn:xmpp:sm:3'/>"
          + " </stream:stream > ";

  @Provide
  Arbitrary<Element> elements() {
    return Arbitraries.recursive(() -> leaf(), XmlPropertyTest::around, 0, 4);
  }

  private static Arbitrary<Element> leaf() {
    return Combinators.combine(namespaces(), names(), texts(), texts())
        .as((namespace, name, value, text) ->
            Element.builder(namespace, name).attribute("a", value).text(text).build());
  }

  private static Arbitrary<Element> around(Arbitrary<Element> inner) {
    return Combinators.combine(
            namespaces(), names(), namespaces(), texts(), inner.list().ofMaxSize(3))
        .as((namespace, name, attributeNamespace, text, children) -> {
          var builder =
              Element.builder(namespace, name)
                  .attribute(attributeNamespace, "b", text)
                  .attribute(Namespaces.XML, "lang", "en");
          children.forEach(child -> builder.text(text).child(child));
          return builder.build();
        });
  }

  private static Arbitrary<String> namespaces() {
    return Arbitraries.of(
        "", "jabber:client", Namespaces.STREAMS, Namespaces.XML, "urn:a", "urn:b'\"<&>");
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "message", "x-y.z_1", "\u00e9l\u00e9ment", "\u6587");
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of("", " ", "<&>'\"]]>", "\t\r\n", "\u0085\u2028", "\ud83d\ude00\ufffd"),
        Arbitraries.strings()
            .withCharRange(' ', '\ud7ff')
            .withCharRange('\ue000', '\ufffd')
            .ofMaxLength(20));
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll("elements") Element element) {
    for (var inherited : List.of("", "jabber:client")) {
      var header =
          inherited.isEmpty() ? "<s:stream xmlns:s='" + Namespaces.STREAMS + "'>" : Recorder.HEADER;
      var recorder = new Recorder(ParserLimits.AFTER_LOGIN);
      recorder.feed(header + XmlWriter.toXml(element, inherited));
      assertThat(recorder.elements).containsExactly(element);
      assertThat(recorder.elements.get(0)).hasSameHashCodeAs(element);
    }
  }

  /** Characters that XML has no way to write become U+FFFD: one bad text never ends a stream. */
  @Property
  void whateverTheTextWhatIsWrittenIsXml(@ForAll String text) {
    var element = Element.builder("", "a").attribute("b", text).text(text).build();
    var recorder = new Recorder(ParserLimits.AFTER_LOGIN);
    recorder.feed("<s:stream xmlns:s='" + Namespaces.STREAMS + "'>" + element);
    assertThat(recorder.elements).hasSize(1);
  }

  @Property
  void howTheBytesAreCutDoesNotMatter(@ForAll @Size(max = 30) List<Integer> cuts) {
    var bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    var places = new ArrayList<>(cuts.stream().map(i -> Math.floorMod(i, bytes.length)).toList());
    places.add(bytes.length);
    places.sort(null);
    var recorder = new Recorder(ParserLimits.AFTER_LOGIN);
    int from = 0;
    for (int to : places) {
      recorder.feed(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    assertThat(recorder.events).isEqualTo(Recorder.events(STREAM)).hasSize(5);
  }

  @Property
  void neitherSuspendingNorReleasingMatters(@ForAll @Size(max = 60) List<Boolean> choices) {
    var bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    var recorder = new Recorder(ParserLimits.AFTER_LOGIN);
    int step = 0;
    for (int i = 0; i < bytes.length; i += 7) {
      boolean suspend = !choices.isEmpty() && choices.get(step++ % choices.size());
      recorder.onElement = suspend ? recorder.parser::suspend : recorder.parser::release;
      recorder.feed(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + 7)));
      recorder.parser.release();
      if (!suspend) {
        recorder.parser.resume();
      }
    }
    recorder.onElement = () -> {};
    recorder.parser.resume();
    assertThat(recorder.events).isEqualTo(Recorder.events(STREAM));
    assertThat(recorder.parser.buffered()).isZero();
  }
}
