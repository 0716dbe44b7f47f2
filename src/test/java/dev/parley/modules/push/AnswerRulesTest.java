package dev.parley.modules.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.push.AnswerRules.Outcome;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0357 §7.1. */
class AnswerRulesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # type,  condition,              outcome
          cancel,  item-not-found,         NEVER
          auth,    forbidden,              NEVER
          auth,    not-authorized,         NEVER
          cancel,  not-allowed,            NEVER
          cancel,  conflict,               NEVER
          cancel,  feature-not-implemented,NEVER
          modify,  not-acceptable,         NEVER
          modify,  bad-request,            NEVER
          cancel,  gone,                   NEVER
          wait,    item-not-found,         LATER
          wait,    resource-constraint,    LATER
          wait,    policy-violation,       LATER
          cancel,  service-unavailable,    LATER
          cancel,  remote-server-not-found,LATER
          wait,    remote-server-timeout,  LATER
          cancel,  internal-server-error,  LATER
          """)
  void onlyErrorsThatStayEndARegistration(String type, String condition, Outcome outcome) {
    Iq answer =
        answer(
            "<iq type='error' id='1'><error type='"
                + type
                + "'><"
                + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    assertThat(AnswerRules.outcome(AnswerRules.errorOf(answer))).isEqualTo(outcome);
  }

  @Test
  void aResultIsTakenAndAnErrorWithoutReasonMayPass() {
    assertThat(AnswerRules.outcome(AnswerRules.errorOf(answer("<iq type='result' id='1'/>"))))
        .isEqualTo(Outcome.TAKEN);
    assertThat(AnswerRules.outcome(AnswerRules.errorOf(answer("<iq type='error' id='1'/>"))))
        .isEqualTo(Outcome.LATER);
  }

  private static Iq answer(String xml) {
    return (Iq) Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
  }
}
