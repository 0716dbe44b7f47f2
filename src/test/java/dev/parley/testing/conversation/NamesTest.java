package dev.parley.testing.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private final Names names = new Names(Map.of("juliet", "juliet@capulet.example")::get);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # template, text
          to='{juliet}', to='juliet@capulet.example'
          {base64:\\0{juliet}\\0x}, AGp1bGlldEBjYXB1bGV0LmV4YW1wbGUAeA==
          {repeat 3 ab}, ababab
          {id}, 7
          """,
      quoteCharacter = '"')
  void braces_are_replaced(String template, String text) {
    names.capture("id", "7");
    assertThat(names.fill(template)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"{any}", "{x=any}", "{romeo}", "{juliet"})
  void what_means_nothing_cannot_be_sent(String template) {
    assertThatThrownBy(() -> names.fill(template)).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @CsvSource({"{any}", "{x=any}", "{number}", "{more}"})
  void holes_stay_in_what_is_expected(String hole) {
    assertThat(names.fillPattern(hole)).isEqualTo(hole);
  }
}
