package dev.parley.modules.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.modules.roster.Transition.Effect;
import dev.parley.protocol.stanza.Presence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of RFC 6121 appendix A, row by row as printed there. */
class SubscriptionRulesTest {
  /** Appendix A.2.1. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # existing state,     route, new state,           push
          NONE,                 MUST,  NONE_PENDING_OUT,    true
          NONE_PENDING_OUT,     MUST,  NONE_PENDING_OUT,    false
          NONE_PENDING_IN,      MUST,  NONE_PENDING_OUT_IN, true
          NONE_PENDING_OUT_IN,  MUST,  NONE_PENDING_OUT_IN, false
          TO,                   MUST,  TO,                  false
          TO_PENDING_IN,        MUST,  TO_PENDING_IN,       false
          FROM,                 MUST,  FROM_PENDING_OUT,    true
          FROM_PENDING_OUT,     MUST,  FROM_PENDING_OUT,    false
          BOTH,                 MUST,  BOTH,                false
          """)
  void outboundSubscribe(
      SubscriptionState state, String route, SubscriptionState after, boolean push) {
    outbound(Presence.Type.SUBSCRIBE, state, false, route, after, false, push);
  }

  /** Appendix A.2.2. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # existing state,     route, new state,        push
          NONE,                 MUST,  NONE,             false
          NONE_PENDING_OUT,     MUST,  NONE,             true
          NONE_PENDING_IN,      MUST,  NONE_PENDING_IN,  false
          NONE_PENDING_OUT_IN,  MUST,  NONE_PENDING_IN,  true
          TO,                   MUST,  NONE,             true
          TO_PENDING_IN,        MUST,  NONE_PENDING_IN,  true
          FROM,                 MUST,  FROM,             false
          FROM_PENDING_OUT,     MUST,  FROM,             true
          BOTH,                 MUST,  FROM,             true
          """)
  void outboundUnsubscribe(
      SubscriptionState state, String route, SubscriptionState after, boolean push) {
    outbound(Presence.Type.UNSUBSCRIBE, state, false, route, after, false, push);
  }

  /** Appendix A.2.3, with approval in advance as in §3.4.2. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # existing state,     approved, route,    new state,        approved, push
          NONE,                 false,    MUST NOT, NONE,             true,     true
          NONE,                 true,     MUST NOT, NONE,             true,     false
          NONE_PENDING_OUT,     false,    MUST NOT, NONE_PENDING_OUT, true,     true
          NONE_PENDING_OUT,     true,     MUST NOT, NONE_PENDING_OUT, true,     false
          NONE_PENDING_IN,      false,    MUST,     FROM,             false,    true
          NONE_PENDING_OUT_IN,  false,    MUST,     FROM_PENDING_OUT, false,    true
          TO,                   false,    MUST NOT, TO,               true,     true
          TO,                   true,     MUST NOT, TO,               true,     false
          TO_PENDING_IN,        false,    MUST,     BOTH,             false,    true
          FROM,                 false,    MUST NOT, FROM,             false,    false
          FROM,                 true,     MUST NOT, FROM,             true,     false
          FROM_PENDING_OUT,     false,    MUST NOT, FROM_PENDING_OUT, false,    false
          FROM_PENDING_OUT,     true,     MUST NOT, FROM_PENDING_OUT, true,     false
          BOTH,                 false,    MUST NOT, BOTH,             false,    false
          BOTH,                 true,     MUST NOT, BOTH,             true,     false
          """)
  void outboundSubscribed(
      SubscriptionState state,
      boolean approved,
      String route,
      SubscriptionState after,
      boolean approvedAfter,
      boolean push) {
    outbound(Presence.Type.SUBSCRIBED, state, approved, route, after, approvedAfter, push);
  }

  /** Appendix A.2.4; it also takes back an approval in advance (§3.4). */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # existing state,     approved, route,    new state,        push
          NONE,                 false,    MUST NOT, NONE,             false
          NONE,                 true,     MUST NOT, NONE,             true
          NONE_PENDING_OUT,     false,    MUST NOT, NONE_PENDING_OUT, false
          NONE_PENDING_OUT,     true,     MUST NOT, NONE_PENDING_OUT, true
          NONE_PENDING_IN,      false,    MUST,     NONE,             false
          NONE_PENDING_OUT_IN,  false,    MUST,     NONE_PENDING_OUT, false
          TO,                   false,    MUST NOT, TO,               false
          TO,                   true,     MUST NOT, TO,               true
          TO_PENDING_IN,        false,    MUST,     TO,               false
          FROM,                 false,    MUST,     NONE,             true
          FROM,                 true,     MUST,     NONE,             true
          FROM_PENDING_OUT,     false,    MUST,     NONE_PENDING_OUT, true
          BOTH,                 false,    MUST,     TO,               true
          BOTH,                 true,     MUST,     TO,               true
          """)
  void outboundUnsubscribed(
      SubscriptionState state,
      boolean approved,
      String route,
      SubscriptionState after,
      boolean push) {
    outbound(Presence.Type.UNSUBSCRIBED, state, approved, route, after, false, push);
  }

  /** Appendix A.3.1, with its notes on approval in advance and on the automatic answer. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # existing state,     approved, deliver,  reply,      new state,           push
          NONE,                 false,    MUST,     ,           NONE_PENDING_IN,     false
          NONE,                 true,     MUST NOT, subscribed, FROM,                true
          NONE_PENDING_OUT,     false,    MUST,     ,           NONE_PENDING_OUT_IN, false
          NONE_PENDING_OUT,     true,     MUST NOT, subscribed, FROM_PENDING_OUT,    true
          NONE_PENDING_IN,      false,    MUST NOT, ,           NONE_PENDING_IN,     false
          NONE_PENDING_OUT_IN,  false,    MUST NOT, ,           NONE_PENDING_OUT_IN, false
          TO,                   false,    MUST,     ,           TO_PENDING_IN,       false
          TO,                   true,     MUST NOT, subscribed, BOTH,                true
          TO_PENDING_IN,        false,    MUST NOT, ,           TO_PENDING_IN,       false
          FROM,                 false,    MUST NOT, subscribed, FROM,                false
          FROM,                 true,     MUST NOT, subscribed, FROM,                false
          FROM_PENDING_OUT,     false,    MUST NOT, subscribed, FROM_PENDING_OUT,    false
          BOTH,                 false,    MUST NOT, subscribed, BOTH,                false
          BOTH,                 true,     MUST NOT, subscribed, BOTH,                false
          """)
  void inboundSubscribe(
      SubscriptionState state,
      boolean approved,
      String deliver,
      String reply,
      SubscriptionState after,
      boolean push) {
    inbound(Presence.Type.SUBSCRIBE, state, approved, deliver, reply, after, push);
  }

  /** Appendix A.3.2. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # existing state,     deliver,  new state,        push
          NONE,                 MUST NOT, NONE,             false
          NONE_PENDING_OUT,     MUST NOT, NONE_PENDING_OUT, false
          NONE_PENDING_IN,      MUST,     NONE,             false
          NONE_PENDING_OUT_IN,  MUST,     NONE_PENDING_OUT, false
          TO,                   MUST NOT, TO,               false
          TO_PENDING_IN,        MUST,     TO,               false
          FROM,                 MUST,     NONE,             true
          FROM_PENDING_OUT,     MUST,     NONE_PENDING_OUT, true
          BOTH,                 MUST,     TO,               true
          """)
  void inboundUnsubscribe(
      SubscriptionState state, String deliver, SubscriptionState after, boolean push) {
    inbound(Presence.Type.UNSUBSCRIBE, state, false, deliver, null, after, push);
  }

  /** Appendix A.3.3. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # existing state,     deliver,  new state,        push
          NONE,                 MUST NOT, NONE,                false
          NONE_PENDING_OUT,     MUST,     TO,                  true
          NONE_PENDING_IN,      MUST NOT, NONE_PENDING_IN,     false
          NONE_PENDING_OUT_IN,  MUST,     TO_PENDING_IN,       true
          TO,                   MUST NOT, TO,                  false
          TO_PENDING_IN,        MUST NOT, TO_PENDING_IN,       false
          FROM,                 MUST NOT, FROM,                false
          FROM_PENDING_OUT,     MUST,     BOTH,                true
          BOTH,                 MUST NOT, BOTH,                false
          """)
  void inboundSubscribed(
      SubscriptionState state, String deliver, SubscriptionState after, boolean push) {
    inbound(Presence.Type.SUBSCRIBED, state, false, deliver, null, after, push);
  }

  /** Appendix A.3.4. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # existing state,     deliver,  new state,        push
          NONE,                 MUST NOT, NONE,             false
          NONE_PENDING_OUT,     MUST,     NONE,             true
          NONE_PENDING_IN,      MUST NOT, NONE_PENDING_IN,  false
          NONE_PENDING_OUT_IN,  MUST,     NONE_PENDING_IN,  true
          TO,                   MUST,     NONE,             true
          TO_PENDING_IN,        MUST,     NONE_PENDING_IN,  true
          FROM,                 MUST NOT, FROM,             false
          FROM_PENDING_OUT,     MUST,     FROM,             true
          BOTH,                 MUST,     FROM,             true
          """)
  void inboundUnsubscribed(
      SubscriptionState state, String deliver, SubscriptionState after, boolean push) {
    inbound(Presence.Type.UNSUBSCRIBED, state, false, deliver, null, after, push);
  }

  /** An approval in advance stands until the account takes it back. */
  @ParameterizedTest
  @EnumSource(names = {"SUBSCRIBE", "SUBSCRIBED", "UNSUBSCRIBE", "UNSUBSCRIBED"})
  void nothingInboundTakesBackAnApproval(Presence.Type type) {
    for (SubscriptionState state : SubscriptionState.values()) {
      assertThat(SubscriptionRules.inbound(state, true, type).approved()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AVAILABLE", "UNAVAILABLE", "PROBE", "ERROR"})
  void otherPresenceIsNotForThisMachine(Presence.Type type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubscriptionRules.outbound(SubscriptionState.NONE, false, type));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SubscriptionRules.inbound(SubscriptionState.NONE, false, type));
  }

  private static void outbound(
      Presence.Type type,
      SubscriptionState state,
      boolean approved,
      String route,
      SubscriptionState after,
      boolean approvedAfter,
      boolean push) {
    Effect effect = route.equals("MUST") ? Effect.ROUTE : Effect.IGNORE;
    assertThat(SubscriptionRules.outbound(state, approved, type))
        .isEqualTo(new Transition(after, approvedAfter, effect, push));
  }

  private static void inbound(
      Presence.Type type,
      SubscriptionState state,
      boolean approved,
      String deliver,
      @Nullable String reply,
      SubscriptionState after,
      boolean push) {
    Effect effect =
        reply != null ? Effect.AUTO_REPLY : deliver.equals("MUST") ? Effect.DELIVER : Effect.IGNORE;
    assertThat(SubscriptionRules.inbound(state, approved, type))
        .isEqualTo(new Transition(after, approved, effect, push));
  }
}
