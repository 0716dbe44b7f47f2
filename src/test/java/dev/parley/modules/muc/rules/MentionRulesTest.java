package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.xml.Element;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0513 §3.6 */
class MentionRulesTest {
  private static final Element BODY = Element.of("jabber:client", "body");

  private static Element mention(String group) {
    Element.Builder mention = Element.builder(MentionRules.NS, "mention");
    return group.equals("person")
        ? mention.attribute("occupantid", "a").build()
        : mention.attribute("mentions", group).build();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # field, who, group, role, passes
          MENTIONS_INDIVIDUAL, participants, person, PARTICIPANT, true
          MENTIONS_INDIVIDUAL, moderators, person, PARTICIPANT, false
          MENTIONS_INDIVIDUAL, moderators, person, MODERATOR, true
          MENTIONS_INDIVIDUAL, none, person, MODERATOR, false
          MENTIONS_CHANNEL, participants, urn:xmpp:mentions:0#channel, PARTICIPANT, true
          MENTIONS_CHANNEL, none, urn:xmpp:mentions:0#channel, MODERATOR, false
          MENTIONS_CHANNEL, none, urn:xmpp:mentions:0#owner, PARTICIPANT, true
          MENTIONS_ASSOCIATIONS, none, urn:xmpp:mentions:0#owner, MODERATOR, false
          MENTIONS_ASSOCIATIONS, moderators, urn:xmpp:mentions:0#visitors, PARTICIPANT, false
          MENTIONS_HATS, none, urn:xmpp:mentions:0#hats, MODERATOR, false
          MENTIONS_HATS, participants, urn:xmpp:mentions:0#hats, PARTICIPANT, true
          MENTIONS_INDIVIDUAL, none, urn:example:others, PARTICIPANT, true
          """)
  void whoMayMentionWhom(RoomField field, String who, String group, Role role, boolean passes) {
    RoomConfig config = RoomConfig.DEFAULT.with(field, who);
    List<Element> message = List.of(BODY, mention(group));
    assertThat(MentionRules.permitted(config, role, message))
        .isEqualTo(passes ? message : List.of(BODY));
  }

  @Test
  void aMessageThatMentionsTooManyMentionsNobody() {
    RoomConfig config = RoomConfig.DEFAULT.with(RoomField.MENTIONS_COUNT, "2");
    List<Element> two = Collections.nCopies(2, mention("person"));
    List<Element> three = Collections.nCopies(3, mention("person"));
    assertThat(MentionRules.permitted(config, Role.PARTICIPANT, two)).isEqualTo(two);
    assertThat(MentionRules.permitted(config, Role.PARTICIPANT, three)).isEmpty();
  }

  @Test
  void aMessageWithoutAnyIsLeftAlone() {
    List<Element> message = List.of(BODY);
    assertThat(MentionRules.permitted(RoomConfig.DEFAULT, Role.VISITOR, message)).isSameAs(message);
  }
}
