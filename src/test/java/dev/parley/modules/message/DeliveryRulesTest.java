package dev.parley.modules.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.message.DeliveryRules.Decision;
import dev.parley.modules.message.DeliveryRules.Reach;
import dev.parley.modules.message.DeliveryRules.Target;
import dev.parley.protocol.stanza.Message;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6121 §8.5.4, table 1, for messages. */
class DeliveryRulesTest {

  /** Where the RFC leaves a choice, the table has ours. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # situation,                             NORMAL, CHAT,   GROUPCHAT, HEADLINE, ERROR
          # account does not exist
          BARE            NO_ACCOUNT,              REFUSE, REFUSE, REFUSE,    IGNORE,   IGNORE
          SESSION         NO_ACCOUNT,              REFUSE, REFUSE, REFUSE,    IGNORE,   IGNORE
          MISSING_SESSION NO_ACCOUNT,              REFUSE, REFUSE, REFUSE,    IGNORE,   IGNORE
          # account exists, but no available resource with priority 0 or more
          BARE            NOBODY,                  STORE,  STORE,  REFUSE,    IGNORE,   IGNORE
          SESSION         NOBODY,                  ONE,    ONE,    ONE,       ONE,      ONE
          MISSING_SESSION NOBODY,                  REFUSE, STORE,  REFUSE,    IGNORE,   IGNORE
          # one or more available resources with priority 0 or more
          BARE            SOMEBODY,                ALL,    ALL,    REFUSE,    ALL,      IGNORE
          SESSION         SOMEBODY,                ONE,    ONE,    ONE,       ONE,      ONE
          MISSING_SESSION SOMEBODY,                REFUSE, ALL,    REFUSE,    IGNORE,   IGNORE
          """)
  void everyCellOfTheTable(
      String situation,
      String normal,
      String chat,
      String groupchat,
      String headline,
      String error) {
    var words = situation.split(" +");
    var target = Target.valueOf(words[0]);
    var reach = Reach.valueOf(words[1]);
    assertThat(
            Arrays.stream(Message.Type.values())
                .map(type -> DeliveryRules.decide(type, target, reach)))
        .containsExactlyElementsOf(
            Arrays.stream(Message.Type.values())
                .map(type ->
                    decision(
                        switch (type) {
                          case NORMAL -> normal;
                          case CHAT -> chat;
                          case GROUPCHAT -> groupchat;
                          case HEADLINE -> headline;
                          case ERROR -> error;
                        }))
                .toList());
  }

  private static Decision decision(String word) {
    return switch (word) {
      case "ALL" -> Decision.DELIVER_TO_ALL;
      case "ONE" -> Decision.DELIVER_TO_SESSION;
      default -> Decision.valueOf(word);
    };
  }
}
