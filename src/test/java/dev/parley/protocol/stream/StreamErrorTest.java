package dev.parley.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import dev.parley.protocol.xml.XmlWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamErrorTest {

  /** RFC 6120 §4.9.3. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad-format",
        "bad-namespace-prefix",
        "conflict",
        "connection-timeout",
        "host-gone",
        "host-unknown",
        "improper-addressing",
        "internal-server-error",
        "invalid-from",
        "invalid-namespace",
        "invalid-xml",
        "not-authorized",
        "not-well-formed",
        "policy-violation",
        "remote-connection-failed",
        "reset",
        "resource-constraint",
        "restricted-xml",
        "see-other-host",
        "system-shutdown",
        "undefined-condition",
        "unsupported-encoding",
        "unsupported-feature",
        "unsupported-stanza-type",
        "unsupported-version"
      })
  void everyConditionIsWrittenAndRead(String name) {
    var error = StreamError.of(Condition.named(name));
    var xml = XmlWriter.toXml(error.toElement(), Namespaces.CLIENT);
    assertThat(xml)
        .isEqualTo("<stream:error><%s xmlns='%s'/></stream:error>", name, Namespaces.STREAM_ERRORS);
    var document = XmlWriter.toXml(error.toElement(), "");
    assertThat(StreamError.parse(XmlReader.read(document, ""))).isEqualTo(error);
  }

  @ParameterizedTest
  @EnumSource
  void thereIsNoOtherCondition(Condition condition) {
    assertThat(Condition.values()).hasSize(25);
    assertThat(Condition.named(condition.elementName())).isEqualTo(condition);
    assertThat(Condition.named("nonsense")).isEqualTo(Condition.UNDEFINED_CONDITION);
  }

  @Test
  void keepsAllParts() {
    var error =
        StreamError.of(Condition.RESOURCE_CONSTRAINT, "full").withApplication(Element.of("u", "x"));
    assertThat(StreamError.parse(error.toElement())).isEqualTo(error);
    var elsewhere = StreamError.seeOtherHost("[2001:db8::1]:9222");
    assertThat(StreamError.parse(elsewhere.toElement())).isEqualTo(elsewhere);
    assertThat(elsewhere.toElement().toString()).contains(">[2001:db8::1]:9222</see-other-host>");
  }
}
