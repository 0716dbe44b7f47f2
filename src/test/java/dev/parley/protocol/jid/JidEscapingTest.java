package dev.parley.protocol.jid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JidEscapingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # XEP-0106 §5.1 and §4.4: text | localpart
          space cadet        | space\\20cadet
          call me "ishmael"  | call\\20me\\20\\22ishmael\\22
          at&t guy           | at\\26t\\20guy
          d'artagnan         | d\\27artagnan
          /.fanboy           | \\2f.fanboy
          ::foo::            | \\3a\\3afoo\\3a\\3a
          <foo>              | \\3cfoo\\3e
          user@host          | user\\40host
          c:\\net            | c\\3a\\net
          c:\\\\net          | c\\3a\\\\net
          c:\\cool stuff     | c\\3a\\cool\\20stuff
          c:\\5commas        | c\\3a\\5c5commas
          \\3and\\2is\\5cool | \\5c3and\\2is\\5c5cool
          \\2plus\\2is\\4    | \\2plus\\2is\\4
          foo\\bar           | foo\\bar
          foob\\41r          | foob\\41r
          """)
  void escapesAndBack(String text, String local) {
    assertThat(JidEscaping.escape(text)).isEqualTo(local);
    assertThat(JidEscaping.unescape(local)).isEqualTo(text);
    assertThat(Jid.of(local, "example.com", null).local()).isEqualTo(local);
  }

  @ParameterizedTest
  @ValueSource(strings = {" a", "a ", " "})
  void refusesSpaceAtTheEdge(String text) {
    assertThatThrownBy(() -> JidEscaping.escape(text)).isInstanceOf(JidFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\20a", "a\\20", "a\\", "a\\2", "a\\2F", "a\\zz"})
  void leavesAloneWhatStandsForNothing(String local) {
    assertThat(JidEscaping.unescape(local)).isEqualTo(local);
  }
}
