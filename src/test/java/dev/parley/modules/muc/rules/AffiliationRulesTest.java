package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.muc.rules.AffiliationRules.Change;
import dev.parley.protocol.stanza.StanzaError.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0045 §5.2.2: who may change whose affiliation, every cell. */
final class AffiliationRulesTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # from, to, none, member, admin, owner
          OUTCAST, OUTCAST, FORBIDDEN, FORBIDDEN, -, -
          OUTCAST, NONE, FORBIDDEN, FORBIDDEN, -, -
          OUTCAST, MEMBER, FORBIDDEN, FORBIDDEN, -, -
          OUTCAST, ADMIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          OUTCAST, OWNER, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          NONE, OUTCAST, FORBIDDEN, FORBIDDEN, -, -
          NONE, NONE, FORBIDDEN, FORBIDDEN, -, -
          NONE, MEMBER, FORBIDDEN, FORBIDDEN, -, -
          NONE, ADMIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          NONE, OWNER, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          MEMBER, OUTCAST, FORBIDDEN, FORBIDDEN, -, -
          MEMBER, NONE, FORBIDDEN, FORBIDDEN, -, -
          MEMBER, MEMBER, FORBIDDEN, FORBIDDEN, -, -
          MEMBER, ADMIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          MEMBER, OWNER, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          ADMIN, OUTCAST, FORBIDDEN, FORBIDDEN, NOT_ALLOWED, -
          ADMIN, NONE, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          ADMIN, MEMBER, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          ADMIN, ADMIN, FORBIDDEN, FORBIDDEN, -, -
          ADMIN, OWNER, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          OWNER, OUTCAST, FORBIDDEN, FORBIDDEN, NOT_ALLOWED, -
          OWNER, NONE, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          OWNER, MEMBER, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          OWNER, ADMIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, -
          OWNER, OWNER, FORBIDDEN, FORBIDDEN, -, -
          """)
  void whoMayChangeAnAffiliation(
      Affiliation from,
      Affiliation to,
      @Nullable Condition none,
      @Nullable Condition member,
      @Nullable Condition admin,
      @Nullable Condition owner) {
    assertThat(
            new Condition[] {
              refusal(Affiliation.NONE, from, to),
              refusal(Affiliation.MEMBER, from, to),
              refusal(Affiliation.ADMIN, from, to),
              refusal(Affiliation.OWNER, from, to)
            })
        .containsExactly(none, member, admin, owner);
    assertThat(refusal(Affiliation.OUTCAST, from, to)).isEqualTo(Condition.FORBIDDEN);
  }

  private static @Nullable Condition refusal(Affiliation actor, Affiliation from, Affiliation to) {
    return AffiliationRules.refusal(new Change(actor, from, to, false, false));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # who, to, last owner, outcome
          ADMIN, OUTCAST, false, CONFLICT
          OWNER, OUTCAST, false, CONFLICT
          ADMIN, MEMBER, false, -
          ADMIN, NONE, false, -
          ADMIN, OWNER, false, FORBIDDEN
          OWNER, ADMIN, false, -
          OWNER, ADMIN, true, CONFLICT
          OWNER, NONE, true, CONFLICT
          OWNER, OWNER, true, -
          MEMBER, NONE, false, FORBIDDEN
          """)
  void whatPeopleDoToThemselves(
      Affiliation own, Affiliation to, boolean last, @Nullable Condition outcome) {
    assertThat(AffiliationRules.refusal(new Change(own, own, to, true, last))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"OUTCAST, 301", "NONE, 321"})
  void whySomebodyIsRemoved(Affiliation after, int status) {
    assertThat(AffiliationRules.removalStatus(after)).isEqualTo(status);
  }
}
