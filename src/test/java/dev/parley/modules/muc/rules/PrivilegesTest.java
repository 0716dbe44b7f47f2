package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0045 §5.1.1 and §5.2.1: every cell of the tables of privileges. */
final class PrivilegesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # privilege, none, visitor, participant, moderator
          BE_PRESENT, no, yes, yes, yes
          RECEIVE_MESSAGES, no, yes, yes, yes
          RECEIVE_PRESENCE, no, yes, yes, yes
          BROADCAST_PRESENCE, no, yes, yes, yes
          CHANGE_AVAILABILITY, no, yes, yes, yes
          CHANGE_NICK, no, yes, yes, yes
          SEND_PRIVATE_MESSAGES, no, yes, yes, yes
          INVITE, no, yes, yes, yes
          SPEAK, no, no, yes, yes
          CHANGE_SUBJECT, no, no, yes, yes
          KICK, no, no, no, yes
          GRANT_VOICE, no, no, no, yes
          REVOKE_VOICE, no, no, no, yes
          """)
  void rolesHavePrivileges(
      RolePrivilege privilege, String none, String visitor, String participant, String moderator) {
    assertThat(answers(privilege)).containsExactly(none, visitor, participant, moderator);
  }

  private static List<String> answers(RolePrivilege privilege) {
    return List.of(Role.values()).stream().map(role -> word(privilege.isOf(role))).toList();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # privilege, field, value, none, visitor, participant, moderator
          SEND_PRIVATE_MESSAGES, ALLOWPM, anyone, no, yes, yes, yes
          SEND_PRIVATE_MESSAGES, ALLOWPM, participants, no, no, yes, yes
          SEND_PRIVATE_MESSAGES, ALLOWPM, moderators, no, no, no, yes
          SEND_PRIVATE_MESSAGES, ALLOWPM, none, no, no, no, no
          CHANGE_SUBJECT, CHANGESUBJECT, 1, no, no, yes, yes
          CHANGE_SUBJECT, CHANGESUBJECT, 0, no, no, no, yes
          BROADCAST_PRESENCE, PRESENCEBROADCAST, moderator, no, no, no, yes
          BROADCAST_PRESENCE, PRESENCEBROADCAST, participant, no, no, yes, no
          BROADCAST_PRESENCE, PRESENCEBROADCAST, visitor, no, yes, no, no
          SPEAK, MODERATEDROOM, 1, no, no, yes, yes
          KICK, MODERATEDROOM, 0, no, no, no, yes
          """)
  void roomsChangePrivileges(
      RolePrivilege privilege,
      RoomField field,
      String value,
      String none,
      String visitor,
      String participant,
      String moderator) {
    RoomConfig config = RoomConfig.DEFAULT.with(field, value);
    assertThat(List.of(Role.values()).stream().map(role -> word(privilege.isOf(role, config))))
        .containsExactly(none, visitor, participant, moderator);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # privilege, outcast, none, member, admin, owner
          ENTER_OPEN_ROOM, no, yes, yes, yes, yes
          REGISTER, no, yes, no, no, no
          RETRIEVE_MEMBER_LIST, no, no, yes, yes, yes
          ENTER_MEMBERS_ONLY_ROOM, no, no, yes, yes, yes
          BAN, no, no, no, yes, yes
          EDIT_MEMBER_LIST, no, no, no, yes, yes
          ASSIGN_MODERATORS, no, no, no, yes, yes
          EDIT_ADMIN_LIST, no, no, no, no, yes
          EDIT_OWNER_LIST, no, no, no, no, yes
          CONFIGURE, no, no, no, no, yes
          DESTROY, no, no, no, no, yes
          """)
  void affiliationsHavePrivileges(
      AffiliationPrivilege privilege,
      String outcast,
      String none,
      String member,
      String admin,
      String owner) {
    assertThat(
            List.of(Affiliation.values()).stream()
                .map(affiliation -> word(privilege.isOf(affiliation))))
        .containsExactly(outcast, none, member, admin, owner);
  }

  @Test
  void namesAreThoseOfTheText() {
    assertThat(Role.named("moderator")).contains(Role.MODERATOR);
    assertThat(Role.named("Moderator")).isEmpty();
    assertThat(Affiliation.named("outcast")).contains(Affiliation.OUTCAST);
    assertThat(Affiliation.named("")).isEmpty();
  }

  private static String word(boolean answer) {
    return answer ? "yes" : "no";
  }
}
