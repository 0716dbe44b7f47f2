package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.xml.Element;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0045 §6.4: what everybody is told of a room. */
final class RoomInfoTest {
  private static RoomInfo info(RoomConfig config) {
    return new RoomInfo(config, "", 0, -1);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # field, value, there, not there
          MEMBERSONLY, 1, muc_membersonly, muc_open
          MEMBERSONLY, 0, muc_open, muc_membersonly
          MODERATEDROOM, 1, muc_moderated, muc_unmoderated
          MODERATEDROOM, 0, muc_unmoderated, muc_moderated
          WHOIS, anyone, muc_nonanonymous, muc_semianonymous
          WHOIS, moderators, muc_semianonymous, muc_nonanonymous
          PERSISTENTROOM, 1, muc_persistent, muc_temporary
          PERSISTENTROOM, 0, muc_temporary, muc_persistent
          PUBLICROOM, 1, muc_public, muc_hidden
          PUBLICROOM, 0, muc_hidden, muc_public
          PASSWORDPROTECTEDROOM, 0, muc_unsecured, muc_passwordprotected
          """)
  void theTypeOfTheRoom(RoomField field, String value, String there, String notThere) {
    assertThat(info(RoomConfig.DEFAULT.with(field, value)).features())
        .contains(there)
        .doesNotContain(notThere)
        .isSorted();
  }

  @Test
  void aPasswordIsTold() {
    RoomConfig config =
        RoomConfig.DEFAULT
            .with(RoomField.PASSWORDPROTECTEDROOM, "1")
            .with(RoomField.ROOMSECRET, "cauldronburn");
    assertThat(info(config).features()).contains("muc_passwordprotected");
    assertThat(info(config).forms().toString()).doesNotContain("cauldronburn");
  }

  private static @Nullable String value(RoomInfo info, String field) {
    for (Element element : info.forms()) {
      String value = Objects.requireNonNull(DataForm.parse(element)).value(field);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  @Test
  void moreIsInTheForm() {
    RoomConfig config =
        RoomConfig.DEFAULT
            .with(RoomField.ROOMDESC, "The place for all good witches!")
            .with(RoomField.LANG, "en")
            .with(RoomField.PUBSUB, "xmpp:pubsub.shakespeare.lit?;node=the-coven-node")
            .with(RoomField.SLOW_MODE_DURATION, "20")
            .with(RoomField.AVATARHASH, "a1b2")
            .with(RoomField.REACTIONS_ALLOWLIST, "💘")
            .with(RoomField.MAX_REACTIONS_PER_USER, "1");
    RoomInfo info = new RoomInfo(config, "Spells", 3, -1);
    assertThat(value(info, "muc#roominfo_description"))
        .isEqualTo("The place for all good witches!");
    assertThat(value(info, "muc#roominfo_subject")).isEqualTo("Spells");
    assertThat(value(info, "muc#roominfo_occupants")).isEqualTo("3");
    assertThat(value(info, "muc#roominfo_lang")).isEqualTo("en");
    assertThat(value(info, "muc#roomconfig_pubsub"))
        .isEqualTo("xmpp:pubsub.shakespeare.lit?;node=the-coven-node");
    assertThat(value(info, "muc#roominfo_slow_mode_duration")).isEqualTo("20");
    assertThat(value(info, "muc#roominfo_avatarhash")).isEqualTo("a1b2");
    assertThat(value(info, "max_reactions_per_user")).isEqualTo("1");
    assertThat(value(info, "allowlist")).isEqualTo("💘");
  }

  /** XEP-0502 §3.1, §8 */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # persistent, public, members only, activity, told
          1, 1, 0, 23.419, 23.42
          1, 1, 0, 0, 0.00
          1, 1, 0, -1, -
          0, 1, 0, 5, -
          1, 0, 0, 5, -
          1, 1, 1, 5, -
          """)
  void activityIsToldOfOpenRooms(
      String persistent, String open, String members, double activity, @Nullable String told) {
    RoomConfig config =
        RoomConfig.DEFAULT
            .with(RoomField.PERSISTENTROOM, persistent)
            .with(RoomField.PUBLICROOM, open)
            .with(RoomField.MEMBERSONLY, members);
    assertThat(
            value(new RoomInfo(config, "", 0, activity), "{urn:xmpp:muc-activity}message-activity"))
        .isEqualTo(told);
  }
}
