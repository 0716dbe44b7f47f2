package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.muc.rules.Admission.Door;
import dev.parley.modules.muc.rules.Admission.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
  private static final RoomConfig CLOSED =
      RoomConfig.DEFAULT
          .with(RoomField.MEMBERSONLY, "1")
          .with(RoomField.PASSWORDPROTECTEDROOM, "1")
          .with(RoomField.ROOMSECRET, "cauldronburn");

  /** XEP-0045 §7.2.5 to §7.2.10: what is worst is said, and nothing else. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # affiliation, password,     taken, locked, answer
          OUTCAST,       cauldronburn, false, true,   FORBIDDEN
          NONE,          '',           true,  true,   ITEM_NOT_FOUND
          ADMIN,         cauldronburn, false, true,   ITEM_NOT_FOUND
          OWNER,         cauldronburn, false, true,   -
          NONE,          cauldronburn, true,  false,  REGISTRATION_REQUIRED
          MEMBER,        '',           true,  false,  NOT_AUTHORIZED
          OWNER,         wrong,        false, false,  NOT_AUTHORIZED
          MEMBER,        cauldronburn, true,  false,  CONFLICT
          MEMBER,        cauldronburn, false, false,  -
          """)
  void saysWhy(
      Affiliation affiliation, String password, boolean taken, boolean locked, String answer) {
    var admission = new Admission(affiliation, password, taken, false);
    var refusal = admission.refusal(new Door(CLOSED, locked, 0, 0));
    assertThat(refusal.map(Refusal::condition).map(Enum::name).orElse("-")).isEqualTo(answer);
  }

  /** XEP-0045 §7.2.9: admins and owners enter a full room, but not any number of them. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # affiliation, occupants, back,  enters
          MEMBER,        9,         false, true
          MEMBER,        10,        false, false
          MEMBER,        10,        true,  true
          ADMIN,         10,        false, true
          OWNER,         29,        false, true
          OWNER,         30,        false, false
          """)
  void keepsTheNumber(Affiliation affiliation, int occupants, boolean back, boolean enters) {
    var admission = new Admission(affiliation, "", false, back);
    var door = new Door(RoomConfig.DEFAULT, false, occupants, 10);
    assertThat(admission.refusal(door).isEmpty()).isEqualTo(enters);
  }

  @Test
  void takesAnyNumberIfThereIsNoLimit() {
    var admission = new Admission(Affiliation.NONE, "", false, false);
    assertThat(admission.refusal(new Door(RoomConfig.DEFAULT, false, 1_000_000, 0))).isEmpty();
  }
}
