package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelQueryTest {
  private static final RoomConfig CONFIG =
      RoomConfig.DEFAULT
          .with(RoomField.ROOMNAME, "Café Verona")
          .with(RoomField.ROOMDESC, "Capulets and Montagues");

  /** XEP-0433 §6.1: every word is found, and where it was to be looked for. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # words,       not in,         found
          CAFÉ,          -,              true
          caf montagues, -,              true
          caf tybalt,    -,              false
          verona x,      -,              true
          verona,        sinname,        false
          capulets,      sinname,        true
          capulets,      sindescription, false
          square,        -,              true
          square,        sinaddress,     false
          square,        sinaddr,        false
          """)
  void findsWords(String words, String without, boolean found) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of(DataForm.FORM_TYPE, ChannelQuery.TYPE));
    fields.add(Field.of("q", words));
    if (!without.equals("-")) {
      fields.add(Field.of(without, "false"));
    }
    DataForm form = new DataForm(DataForm.Type.SUBMIT, null, List.of(), fields);
    assertThat(ChannelQuery.read(form).matches("square@rooms.example", CONFIG)).isEqualTo(found);
  }
}
