package dev.parley.modules.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.ToPubsub.Tied;
import dev.parley.modules.pubsub.Privileges.Access;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** XEP-0060 §4.1, §4.5. */
class PrivilegesTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # model, affiliation, presence, group, approved, access
          OPEN, NONE, false, false, false, GRANTED
          OPEN, OUTCAST, true, true, true, FORBIDDEN
          OPEN, PUBLISH_ONLY, true, true, true, FORBIDDEN
          PRESENCE, NONE, false, false, true, PRESENCE_REQUIRED
          PRESENCE, NONE, true, false, false, GRANTED
          PRESENCE, MEMBER, false, false, false, GRANTED
          PRESENCE, OUTCAST, true, false, false, FORBIDDEN
          ROSTER, NONE, true, false, false, NOT_IN_GROUP
          ROSTER, NONE, true, true, false, GRANTED
          ROSTER, PUBLISHER, false, false, false, GRANTED
          AUTHORIZE, NONE, true, true, false, NOT_APPROVED
          AUTHORIZE, NONE, false, false, true, GRANTED
          AUTHORIZE, OWNER, false, false, false, GRANTED
          WHITELIST, NONE, true, true, true, CLOSED
          WHITELIST, MEMBER, false, false, false, GRANTED
          WHITELIST, PUBLISHER, false, false, false, GRANTED
          WHITELIST, OWNER, false, false, false, GRANTED
          WHITELIST, OUTCAST, false, false, false, FORBIDDEN
          """)
  void decidesWhoReads(
      AccessModel model,
      Affiliation affiliation,
      boolean presence,
      boolean group,
      boolean approved,
      Access access) {
    var tied = new Tied(presence, group ? Set.of("Friends", "Kin") : Set.of("Foes"));
    assertThat(Privileges.read(model, affiliation, tied, List.of("Friends", "Nurses"), approved))
        .isEqualTo(access);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # model, affiliation, subscribed, may
          PUBLISHERS, OWNER, false, true
          PUBLISHERS, PUBLISHER, false, true
          PUBLISHERS, PUBLISH_ONLY, false, true
          PUBLISHERS, MEMBER, true, false
          PUBLISHERS, NONE, true, false
          SUBSCRIBERS, NONE, true, true
          SUBSCRIBERS, MEMBER, false, false
          SUBSCRIBERS, OUTCAST, true, false
          OPEN, NONE, false, true
          OPEN, OUTCAST, false, false
          """)
  void decidesWhoPublishes(
      PublishModel model, Affiliation affiliation, boolean subscribed, boolean may) {
    assertThat(Privileges.publish(model, affiliation, subscribed)).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # affiliation, may publish, own item, may retract
          OWNER, true, false, true
          PUBLISHER, true, true, true
          PUBLISHER, true, false, false
          NONE, true, true, true
          NONE, false, true, false
          """)
  void decidesWhoRetracts(Affiliation affiliation, boolean mayPublish, boolean own, boolean may) {
    assertThat(Privileges.retract(affiliation, mayPublish, own)).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          FORBIDDEN, forbidden
          PRESENCE_REQUIRED, not-authorized
          NOT_IN_GROUP, not-authorized
          NOT_APPROVED, not-authorized
          CLOSED, not-allowed
          """)
  void saysWhy(Access access, String condition) {
    assertThat(Privileges.refusal(access).error().condition().elementName()).isEqualTo(condition);
  }

  @ParameterizedTest
  @EnumSource(Affiliation.class)
  void affiliationsHaveTheirNames(Affiliation affiliation) {
    assertThat(Affiliation.named(affiliation.wireName())).contains(affiliation);
    assertThat(affiliation.wireName()).doesNotContain("_");
  }
}
