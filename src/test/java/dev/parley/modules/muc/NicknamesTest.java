package dev.parley.modules.muc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0045 §13.6, §17.1. */
class NicknamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          romeo|romeo
          Romeo M.|Romeo M.
           romeo|romeo
          romeo  |romeo
            Romeo    of  Verona |Romeo of Verona
          """)
  void losesSpacesThatDoNotShow(String wanted, String seated) {
    Jid room = Jid.of("garden", "conference.localhost", null);
    assertThat(Nicknames.tidied(room.withResource(wanted))).isEqualTo(room.withResource(seated));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "   ", "\u00a0", "\u2003", "\u2800 \u2800"})
  void mustShow(String nick) {
    assertThat(Nicknames.isVisible(nick)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"romeo", " x ", ".", "\u2801"})
  void shows(String nick) {
    assertThat(Nicknames.isVisible(nick)).isTrue();
  }
}
