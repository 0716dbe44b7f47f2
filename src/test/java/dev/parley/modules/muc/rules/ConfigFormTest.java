package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** XEP-0045 §10.1.3, §10.2: how owners configure rooms. */
final class ConfigFormTest {
  private static final Jid ROOM = Jid.parse("coven@chat.shakespeare.lit");
  private static final Jid CRONE = Jid.parse("crone1@shakespeare.lit");

  private static DataForm submitted(Field... fields) {
    return new DataForm(DataForm.Type.SUBMIT, null, List.of(), List.of(fields));
  }

  private static DataForm offered(RoomConfig config) {
    return Objects.requireNonNull(
        DataForm.parse(ConfigForm.toElement(ROOM, config, List.of(), List.of(CRONE))));
  }

  @ParameterizedTest
  @EnumSource(
      value = RoomField.class,
      names = {"AVATARHASH", "HATS", "HATWEARERS", "MENTIONS_.*"},
      mode = EnumSource.Mode.MATCH_NONE)
  void allFieldsAreOffered(RoomField field) {
    Field offered = Objects.requireNonNull(offered(RoomConfig.DEFAULT).field(field.wireName()));
    assertThat(offered.values()).isEqualTo(RoomConfig.DEFAULT.values(field));
    assertThat(offered.type()).isEqualTo(field.kind().formType());
    assertThat(offered.label()).isNotEmpty();
  }

  @Test
  void aFormSentBackUnchangedChangesNothing() {
    RoomConfig config =
        RoomConfig.DEFAULT
            .with(RoomField.MAXUSERS, "17")
            .with(RoomField.ROOMNAME, "A Dark Cave")
            .with(RoomField.REACTIONS_ALLOWLIST, "💘", "💜");
    ConfigForm.Submitted read = ConfigForm.read(config, offered(config));
    assertThat(read.config().changedFields(config)).isEmpty();
    assertThat(read.owners()).containsExactly(CRONE);
    assertThat(read.admins()).isEmpty();
  }

  @Test
  void whatIsMissingStays() {
    ConfigForm.Submitted read =
        ConfigForm.read(
            RoomConfig.DEFAULT,
            submitted(Field.of("muc#roomconfig_moderatedroom", "true"), Field.of("unknown", "x")));
    assertThat(read.config().changedFields(RoomConfig.DEFAULT))
        .containsExactly(RoomField.MODERATEDROOM);
    assertThat(read.owners()).isNull();
    assertThat(read.admins()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          # field, value that cannot be
          muc#roomconfig_persistentroom, maybe
          muc#roomconfig_persistentroom, ""
          muc#roomconfig_whois, none
          muc#roomconfig_allowpm, owners
          muc#roomconfig_maxusers, many
          muc#roomconfig_maxusers, -1
          muc#roomconfig_slow_mode_duration, 1.5
          muc#roomconfig_slow_mode_duration, 99999999999
          muc#maxhistoryfetch, all
          muc#roomconfig_presencebroadcast, owner
          muc#roomconfig_passwordprotectedroom, 1
          muc#roomconfig_roomowners, ""
          muc#roomconfig_roomowners, a@b@c
          muc#roomconfig_roomadmins, @
          """)
  void whatCannotBeIsRefused(String field, String value) {
    assertThatThrownBy(() -> ConfigForm.read(RoomConfig.DEFAULT, submitted(Field.of(field, value))))
        .isInstanceOfSatisfying(
            StanzaException.class,
            refused -> assertThat(refused.error().condition()).isEqualTo(Condition.NOT_ACCEPTABLE));
  }

  @Test
  void anotherFormIsRefused() {
    DataForm other = submitted(Field.of(DataForm.FORM_TYPE, "http://jabber.org/protocol/muc"));
    assertThatThrownBy(() -> ConfigForm.read(RoomConfig.DEFAULT, other))
        .isInstanceOf(StanzaException.class)
        .hasMessageStartingWith("bad-request");
  }

  @Test
  void ownersAreBareAddresses() {
    DataForm form = submitted(Field.of("muc#roomconfig_roomowners", CRONE + "/desktop"));
    assertThat(ConfigForm.read(RoomConfig.DEFAULT, form).owners()).containsExactly(CRONE);
  }

  @Test
  void slowModeTellsItsRange() {
    assertThat(ConfigForm.toElement(ROOM, RoomConfig.DEFAULT, List.of(), List.of(CRONE)).toString())
        .contains("datatype='xs:integer'")
        .contains("min='0'");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          # field, value, codes
          ROOMNAME, x, 104
          MEMBERSONLY, 1, 104
          ENABLELOGGING, 1, 170
          WHOIS, anyone, 172
          WHOIS, moderators, ""
          """)
  void occupantsAreToldByCodes(RoomField field, String value, String codes) {
    RoomConfig after = RoomConfig.DEFAULT.with(field, value);
    List<Integer> expected = codes.isEmpty() ? List.of() : List.of(Integer.valueOf(codes));
    assertThat(ConfigForm.announced(RoomConfig.DEFAULT, after)).isEqualTo(expected);
  }

  @Test
  void whatIsTakenBackHasCodesOfItsOwn() {
    RoomConfig before =
        RoomConfig.DEFAULT.with(RoomField.ENABLELOGGING, "1").with(RoomField.WHOIS, "anyone");
    assertThat(ConfigForm.announced(before, RoomConfig.DEFAULT)).containsExactly(171, 173);
  }
}
