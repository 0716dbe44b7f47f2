package dev.parley.modules.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RosterItemTest {
  private static final Jid ROMEO = Jid.parse("romeo@example.net");

  /** RFC 6121 §2.1.2, §2.1.6. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # state              | approved | listed | as clients see it
          NONE                 | false    | true   | subscription='none'
          NONE                 | true     | true   | subscription='none' approved='true'
          NONE_PENDING_OUT     | false    | true   | subscription='none' ask='subscribe'
          NONE_PENDING_IN      | false    | true   | subscription='none'
          NONE_PENDING_OUT_IN  | false    | true   | subscription='none' ask='subscribe'
          TO                   | false    | true   | subscription='to'
          TO_PENDING_IN        | false    | true   | subscription='to'
          FROM                 | true     | true   | subscription='from' approved='true'
          FROM_PENDING_OUT     | false    | true   | subscription='from' ask='subscribe'
          BOTH                 | false    | true   | subscription='both'
          NONE                 | false    | false  | subscription='remove'
          """)
  void clientsSeeTheirPartOfTheState(
      SubscriptionState state, boolean approved, boolean listed, String attributes) {
    RosterItem item = item(state, approved, listed);

    assertThat(RosterQuery.toElement(null, List.of(item)))
        .hasToString(
            "<query xmlns='jabber:iq:roster'><item jid='romeo@example.net' "
                + attributes
                + "/></query>");
  }

  @Test
  void clientsSeeNameAndGroupsInTheirOrder() {
    RosterItem item =
        item(SubscriptionState.BOTH, false, true)
            .edited("Romeo & co", List.of("Lovers", "Friends"));

    assertThat(RosterQuery.toElement("v7", List.of(item)))
        .hasToString(
            "<query xmlns='jabber:iq:roster' ver='v7'><item jid='romeo@example.net'"
                + " name='Romeo &amp; co' subscription='both'><group>Lovers</group>"
                + "<group>Friends</group></item></query>");
  }

  @ParameterizedTest
  @EnumSource
  void everyStateSurvivesStorage(SubscriptionState state) {
    for (boolean listed : new boolean[] {true, false}) {
      RosterItem item = item(state, true, listed);
      assertThat(RosterItem.of(item.stored())).isEqualTo(item);
    }
  }

  /** RFC 6121 §3.1.3: somebody who has only asked is not in the roster. */
  @Test
  void aRequestIsKeptButNotListed() {
    RosterItem asked =
        RosterItem.unknown(ROMEO)
            .after(
                SubscriptionRules.inbound(SubscriptionState.NONE, false, Presence.Type.SUBSCRIBE),
                "<presence/>");

    assertThat(asked.listed()).isFalse();
    assertThat(asked.request()).isEqualTo("<presence/>");
    assertThat(asked.isGone()).isFalse();
  }

  @Test
  void anAnsweredRequestIsKeptNoLonger() {
    RosterItem asked =
        new RosterItem(
            ROMEO,
            null,
            List.of(),
            SubscriptionState.NONE_PENDING_IN,
            false,
            false,
            "<presence/>",
            0);

    RosterItem approved = after(asked, Presence.Type.SUBSCRIBED);
    assertThat(approved.listed()).isTrue();
    assertThat(approved.request()).isNull();

    RosterItem denied = after(asked, Presence.Type.UNSUBSCRIBED);
    assertThat(denied.isGone()).isTrue();
  }

  /** RFC 6121 §3.4.2: an approval in advance makes an item. */
  @Test
  void anApprovalInAdvanceIsListed() {
    RosterItem approved = after(RosterItem.unknown(ROMEO), Presence.Type.SUBSCRIBED);

    assertThat(approved.listed()).isTrue();
    assertThat(approved.approved()).isTrue();
  }

  @Test
  void whatEndsWithoutHavingBegunLeavesNothing() {
    for (var type : List.of(Presence.Type.UNSUBSCRIBE, Presence.Type.UNSUBSCRIBED)) {
      assertThat(after(RosterItem.unknown(ROMEO), type)).isEqualTo(RosterItem.unknown(ROMEO));
    }
  }

  private static RosterItem after(RosterItem item, Presence.Type outbound) {
    return item.after(SubscriptionRules.outbound(item.state(), item.approved(), outbound), null);
  }

  private static RosterItem item(SubscriptionState state, boolean approved, boolean listed) {
    @Nullable String request = state.pendingIn() ? "<presence type='subscribe'/>" : null;
    return new RosterItem(ROMEO, null, List.of(), state, approved, listed, request, 7);
  }
}
