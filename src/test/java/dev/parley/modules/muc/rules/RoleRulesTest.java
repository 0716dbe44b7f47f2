package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.muc.rules.RoleRules.Standing;
import dev.parley.protocol.stanza.StanzaError.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0045 §5.1.2, §5.1.3 and §8: who gets which role, and who may change it. */
final class RoleRulesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # moderated, members only, outcast, none, member, admin, owner
          false, false, NONE, PARTICIPANT, PARTICIPANT, MODERATOR, MODERATOR
          true, false, NONE, VISITOR, PARTICIPANT, MODERATOR, MODERATOR
          false, true, NONE, NONE, PARTICIPANT, MODERATOR, MODERATOR
          true, true, NONE, NONE, PARTICIPANT, MODERATOR, MODERATOR
          """)
  void theRoleOfWhoEnters(
      boolean moderated,
      boolean membersOnly,
      Role outcast,
      Role none,
      Role member,
      Role admin,
      Role owner) {
    Role[] roles = new Role[Affiliation.values().length];
    for (Affiliation affiliation : Affiliation.values()) {
      roles[affiliation.ordinal()] = RoleRules.onEntering(affiliation, moderated, membersOnly);
    }
    assertThat(roles).containsExactly(outcast, none, member, admin, owner);
  }

  /** The four columns are the four kinds of room: open, moderated, members-only, both. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # affiliation, role, then, open, moderated, members-only, both
          NONE, VISITOR, OUTCAST, NONE, NONE, NONE, NONE
          NONE, PARTICIPANT, OUTCAST, NONE, NONE, NONE, NONE
          MEMBER, MODERATOR, OUTCAST, NONE, NONE, NONE, NONE
          OWNER, MODERATOR, OUTCAST, NONE, NONE, NONE, NONE
          NONE, VISITOR, MEMBER, PARTICIPANT, PARTICIPANT, PARTICIPANT, PARTICIPANT
          NONE, PARTICIPANT, MEMBER, PARTICIPANT, PARTICIPANT, PARTICIPANT, PARTICIPANT
          NONE, MODERATOR, MEMBER, MODERATOR, MODERATOR, MODERATOR, MODERATOR
          NONE, VISITOR, ADMIN, MODERATOR, MODERATOR, MODERATOR, MODERATOR
          MEMBER, PARTICIPANT, OWNER, MODERATOR, MODERATOR, MODERATOR, MODERATOR
          MEMBER, PARTICIPANT, NONE, PARTICIPANT, PARTICIPANT, NONE, NONE
          MEMBER, VISITOR, NONE, PARTICIPANT, VISITOR, NONE, NONE
          MEMBER, MODERATOR, NONE, MODERATOR, MODERATOR, NONE, NONE
          ADMIN, MODERATOR, MEMBER, PARTICIPANT, PARTICIPANT, PARTICIPANT, PARTICIPANT
          ADMIN, MODERATOR, NONE, PARTICIPANT, VISITOR, NONE, NONE
          OWNER, MODERATOR, ADMIN, MODERATOR, MODERATOR, MODERATOR, MODERATOR
          OWNER, MODERATOR, MEMBER, PARTICIPANT, PARTICIPANT, PARTICIPANT, PARTICIPANT
          OWNER, MODERATOR, NONE, PARTICIPANT, VISITOR, NONE, NONE
          """)
  void theRoleFollowsTheAffiliation(
      Affiliation affiliation,
      Role role,
      Affiliation then,
      Role open,
      Role moderated,
      Role membersOnly,
      Role both) {
    Standing before = new Standing(affiliation, role);
    assertThat(RoleRules.afterAffiliation(before, then, false, false)).isEqualTo(open);
    assertThat(RoleRules.afterAffiliation(before, then, true, false)).isEqualTo(moderated);
    assertThat(RoleRules.afterAffiliation(before, then, false, true)).isEqualTo(membersOnly);
    assertThat(RoleRules.afterAffiliation(before, then, true, true)).isEqualTo(both);
  }

  /** §5.1.3, each cell: what becomes of it if somebody without affiliation is changed. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # from, to, participant, moderator, member moderator, admin, owner
          VISITOR, NONE, FORBIDDEN, -, -, -, -
          VISITOR, VISITOR, FORBIDDEN, -, -, -, -
          VISITOR, PARTICIPANT, FORBIDDEN, -, -, -, -
          VISITOR, MODERATOR, FORBIDDEN, FORBIDDEN, FORBIDDEN, -, -
          PARTICIPANT, NONE, FORBIDDEN, -, -, -, -
          PARTICIPANT, VISITOR, FORBIDDEN, -, -, -, -
          PARTICIPANT, PARTICIPANT, FORBIDDEN, -, -, -, -
          PARTICIPANT, MODERATOR, FORBIDDEN, FORBIDDEN, FORBIDDEN, -, -
          MODERATOR, NONE, FORBIDDEN, NOT_ALLOWED, NOT_ALLOWED, -, -
          MODERATOR, VISITOR, FORBIDDEN, NOT_ALLOWED, NOT_ALLOWED, -, -
          MODERATOR, PARTICIPANT, FORBIDDEN, NOT_ALLOWED, NOT_ALLOWED, -, -
          MODERATOR, MODERATOR, FORBIDDEN, -, -, -, -
          """)
  void whoMayChangeARole(
      Role from,
      Role to,
      @Nullable Condition participant,
      @Nullable Condition moderator,
      @Nullable Condition memberModerator,
      @Nullable Condition admin,
      @Nullable Condition owner) {
    Standing target = new Standing(Affiliation.NONE, from);
    assertThat(
            new Condition[] {
              RoleRules.refusal(new Standing(Affiliation.NONE, Role.PARTICIPANT), target, to),
              RoleRules.refusal(new Standing(Affiliation.NONE, Role.MODERATOR), target, to),
              RoleRules.refusal(new Standing(Affiliation.MEMBER, Role.MODERATOR), target, to),
              RoleRules.refusal(new Standing(Affiliation.ADMIN, Role.MODERATOR), target, to),
              RoleRules.refusal(new Standing(Affiliation.OWNER, Role.MODERATOR), target, to)
            })
        .containsExactly(participant, moderator, memberModerator, admin, owner);
  }

  /** §8.2, §8.4 and §9.7: those of high affiliation are protected. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # target, role, to, moderator, member moderator, admin, owner
          MEMBER, PARTICIPANT, NONE, NOT_ALLOWED, -, -, -
          MEMBER, PARTICIPANT, VISITOR, NOT_ALLOWED, NOT_ALLOWED, -, -
          MEMBER, MODERATOR, PARTICIPANT, NOT_ALLOWED, NOT_ALLOWED, -, -
          ADMIN, MODERATOR, NONE, NOT_ALLOWED, NOT_ALLOWED, -, -
          ADMIN, MODERATOR, PARTICIPANT, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED
          ADMIN, MODERATOR, VISITOR, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED
          ADMIN, PARTICIPANT, VISITOR, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED
          OWNER, MODERATOR, NONE, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED, -
          OWNER, MODERATOR, PARTICIPANT, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED
          OWNER, MODERATOR, VISITOR, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED
          """)
  void highAffiliationsProtect(
      Affiliation affiliation,
      Role role,
      Role to,
      @Nullable Condition moderator,
      @Nullable Condition memberModerator,
      @Nullable Condition admin,
      @Nullable Condition owner) {
    Standing target = new Standing(affiliation, role);
    assertThat(
            new Condition[] {
              RoleRules.refusal(new Standing(Affiliation.NONE, Role.MODERATOR), target, to),
              RoleRules.refusal(new Standing(Affiliation.MEMBER, Role.MODERATOR), target, to),
              RoleRules.refusal(new Standing(Affiliation.ADMIN, Role.MODERATOR), target, to),
              RoleRules.refusal(new Standing(Affiliation.OWNER, Role.MODERATOR), target, to)
            })
        .containsExactly(moderator, memberModerator, admin, owner);
  }
}
