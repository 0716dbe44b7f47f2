package dev.parley.protocol.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import dev.parley.protocol.xml.XmlWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StanzaErrorTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # RFC 6120 §8.3.3: condition, type that goes with it
          bad-request,             modify
          conflict,                cancel
          feature-not-implemented, cancel
          forbidden,               auth
          gone,                    cancel
          internal-server-error,   cancel
          item-not-found,          cancel
          jid-malformed,           modify
          not-acceptable,          modify
          not-allowed,             cancel
          not-authorized,          auth
          policy-violation,        modify
          recipient-unavailable,   wait
          redirect,                modify
          registration-required,   auth
          remote-server-not-found, cancel
          remote-server-timeout,   wait
          resource-constraint,     wait
          service-unavailable,     cancel
          subscription-required,   auth
          undefined-condition,     cancel
          unexpected-request,      wait
          """)
  void everyConditionIsWrittenAndRead(String name, String type) {
    var error = StanzaError.of(Condition.named(name));
    var xml = XmlWriter.toXml(error.toElement(), Namespaces.CLIENT);
    assertThat(xml)
        .isEqualTo("<error type='%s'><%s xmlns='%s'/></error>", type, name, Namespaces.STANZAS);
    assertThat(StanzaError.parse(XmlReader.read(xml, Namespaces.CLIENT))).isEqualTo(error);
  }

  @Test
  void thereAreNoOtherConditions() {
    assertThat(Arrays.stream(Condition.values())).hasSize(22);
    assertThat(Condition.named("nonsense")).isEqualTo(Condition.UNDEFINED_CONDITION);
  }

  @Test
  void keepsAllParts() {
    var error =
        StanzaError.of(StanzaError.Type.WAIT, Condition.POLICY_VIOLATION)
            .withText("too <many>")
            .withApplication(Element.of("urn:x", "limit"))
            .withBy(Jid.parse("example.com"));
    var read = StanzaError.parse(error.toElement());
    assertThat(read).isEqualTo(error).hasToString("policy-violation: too <many>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what peers send | type | condition
          <error/>                                                                        | CANCEL | UNDEFINED_CONDITION
          <error type='nonsense'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error> | CANCEL | GONE
          <error type='continue'/>                                                        | CONTINUE | UNDEFINED_CONDITION
          <error type='wait' by='@'><new xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error> | WAIT | UNDEFINED_CONDITION
          """)
  void readsWhatIsIncomplete(String xml, StanzaError.Type type, Condition condition) {
    assertThat(StanzaError.parse(XmlReader.read(xml, Namespaces.CLIENT)))
        .isEqualTo(StanzaError.of(type, condition));
  }

  @Test
  void keepsTheNewAddress() {
    var xml =
        "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>"
            + "xmpp:romeo@afterlife.example</gone></error>";
    var error = StanzaError.parse(XmlReader.read(xml, Namespaces.CLIENT));
    assertThat(error.address()).isEqualTo("xmpp:romeo@afterlife.example");
    assertThat(XmlWriter.toXml(error.toElement(), Namespaces.CLIENT)).isEqualTo(xml);
  }
}
