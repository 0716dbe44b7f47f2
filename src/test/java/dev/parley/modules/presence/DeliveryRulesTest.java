package dev.parley.modules.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.modules.presence.DeliveryRules.Decision;
import dev.parley.modules.presence.DeliveryRules.Target;
import dev.parley.protocol.stanza.Presence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryRulesTest {
  /** RFC 6121 §8.5.2.1.2, §8.5.2.2.2, §8.5.3.1, §8.5.3.2.2. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # type,      target,          decision
          AVAILABLE,   BARE,            DELIVER_TO_AVAILABLE
          AVAILABLE,   SESSION,         DELIVER_TO_SESSION
          AVAILABLE,   MISSING_SESSION, IGNORE
          UNAVAILABLE, BARE,            DELIVER_TO_AVAILABLE
          UNAVAILABLE, SESSION,         DELIVER_TO_SESSION
          UNAVAILABLE, MISSING_SESSION, IGNORE
          ERROR,       BARE,            DELIVER_TO_AVAILABLE
          ERROR,       SESSION,         DELIVER_TO_SESSION
          ERROR,       MISSING_SESSION, IGNORE
          PROBE,       BARE,            ANSWER_PROBE
          PROBE,       SESSION,         ANSWER_PROBE
          PROBE,       MISSING_SESSION, ANSWER_PROBE
          """)
  void presenceGoesToWhomItNames(Presence.Type type, Target target, Decision decision) {
    assertThat(DeliveryRules.decide(type, target)).isEqualTo(decision);
  }

  @ParameterizedTest
  @EnumSource(names = {"SUBSCRIBE", "SUBSCRIBED", "UNSUBSCRIBE", "UNSUBSCRIBED"})
  void subscriptionsAreForTheRoster(Presence.Type type) {
    assertThatIllegalArgumentException().isThrownBy(() -> DeliveryRules.decide(type, Target.BARE));
  }
}
