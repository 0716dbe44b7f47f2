package dev.parley.modules.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.presence.ProbeRules.Answer;
import dev.parley.modules.presence.ProbeRules.Prober;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeRulesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # prober,   available, answer
          SELF,       true,      EACH_PRESENCE
          SELF,       false,     UNAVAILABLE
          SUBSCRIBER, true,      EACH_PRESENCE
          SUBSCRIBER, false,     UNAVAILABLE
          DIRECTED,   true,      DIRECTED
          DIRECTED,   false,     DIRECTED
          STRANGER,   true,      UNSUBSCRIBED
          STRANGER,   false,     UNSUBSCRIBED
          BLOCKED,    true,      NONE
          BLOCKED,    false,     NONE
          """)
  void aProbeIsAnsweredByWhatTheProberMaySee(Prober prober, boolean available, Answer answer) {
    assertThat(ProbeRules.answer(prober, available)).isEqualTo(answer);
  }
}
