package dev.parley.modules.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.stanza.Presence;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovalRulesTest {
  /** RFC 6121 §2.5.2; pending requests end too. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # state,             farewells
          NONE,
          NONE_PENDING_OUT,    UNSUBSCRIBE
          NONE_PENDING_IN,     UNSUBSCRIBED
          NONE_PENDING_OUT_IN, UNSUBSCRIBE UNSUBSCRIBED
          TO,                  UNSUBSCRIBE
          TO_PENDING_IN,       UNSUBSCRIBE UNSUBSCRIBED
          FROM,                UNSUBSCRIBED
          FROM_PENDING_OUT,    UNSUBSCRIBE UNSUBSCRIBED
          BOTH,                UNSUBSCRIBE UNSUBSCRIBED
          """)
  void aRemovedContactIsToldWhatEnds(SubscriptionState state, @Nullable String farewells) {
    List<Presence.Type> expected =
        farewells == null
            ? List.of()
            : Arrays.stream(farewells.split(" ")).map(Presence.Type::valueOf).toList();

    assertThat(RemovalRules.farewells(state)).isEqualTo(expected);
  }
}
