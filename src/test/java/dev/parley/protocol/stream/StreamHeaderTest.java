package dev.parley.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.XmlStreamParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreamHeaderTest {

  private static StreamHeader read(String tag) {
    var headers = new ArrayList<StreamHeader>();
    var listener =
        new XmlStreamParser.Listener() {
          @Override
          public void opened(Element header) {
            headers.add(StreamHeader.parse(header, Namespaces.CLIENT));
          }

          @Override
          public void element(Element element) {}

          @Override
          public void closed() {}
        };
    var bytes = tag.getBytes(StandardCharsets.UTF_8);
    new XmlStreamParser(ParserLimits.BEFORE_LOGIN, listener).feed(bytes, 0, bytes.length);
    return headers.get(0);
  }

  @Test
  void readsAndWritesAllAttributes() {
    var header =
        new StreamHeader(
            Jid.parse("example.com"), Jid.parse("juliet@example.com"), "i<1>", "1.0", "de");
    var sink = new ByteSink(16);
    header.write(sink, Namespaces.CLIENT);
    assertThat(sink)
        .hasToString(
            "<?xml version='1.0'?><stream:stream from='juliet@example.com' to='example.com'"
                + " id='i&lt;1&gt;' version='1.0' xml:lang='de' xmlns='jabber:client'"
                + " xmlns:stream='http://etherx.jabber.org/streams'>");
    assertThat(read(sink.toString())).isEqualTo(header);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          # A20, RFC 6120 §4.7 and §4.8; {s} is the stream namespace | condition
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' version='1.0'>           | -
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}'>                         | -
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' version='1.9'>           | -
          <s:stream xmlns='jabber:client' xmlns:s='{s}' version='1.0'>                     | -
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' version='0.9'>           | unsupported-version
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' version='1'>             | unsupported-version
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' version='a.b'>           | unsupported-version
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' version=''>              | unsupported-version
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' version='99999999999.0'> | unsupported-version
          <stream:stream xmlns='jabber:client' xmlns:stream='wrong' version='1.0'>         | invalid-namespace
          <stream:stream xmlns='wrong' xmlns:stream='{s}' version='1.0'>                   | invalid-namespace
          <stream:stream xmlns='jabber:server' xmlns:stream='{s}' version='1.0'>           | invalid-namespace
          <stream:stream xmlns:stream='{s}' version='1.0'>                                 | invalid-namespace
          <stream xmlns='jabber:client' version='1.0'>                                     | invalid-namespace
          <stream xmlns='{s}' version='1.0'>                                               | bad-namespace-prefix
          <stream:flow xmlns='jabber:client' xmlns:stream='{s}' version='1.0'>             | bad-format
          <html>                                                                           | invalid-namespace
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' to='' version='1.0'>     | improper-addressing
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' to='@' version='1.0'>    | improper-addressing
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' to='{long}'>             | improper-addressing
          <stream:stream xmlns='jabber:client' xmlns:stream='{s}' from='a b'>              | invalid-from
          <stream:stream xmlns='jabber:client' version='1.0'>                              | not-well-formed
          """)
  void followsTheRules(String tag, @Nullable String condition) {
    var xml = tag.replace("{s}", Namespaces.STREAMS).replace("{long}", "a".repeat(3_000));
    if (condition == null) {
      assertThat(read(xml).to()).isNull();
    } else {
      assertThatThrownBy(() -> read(xml))
          .isInstanceOfSatisfying(
              StreamException.class,
              e -> {
                assertThat(e.error().condition().elementName()).isEqualTo(condition);
                assertThat(e.getStackTrace()).isEmpty();
                assertThat(e.error().toElement().toString()).doesNotContain("aaaa");
              });
    }
  }
}
