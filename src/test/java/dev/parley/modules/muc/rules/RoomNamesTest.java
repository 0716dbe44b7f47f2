package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomNamesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # chars, plain, name,     fits
          6,       true,  garden,   true
          5,       true,  garden,   false
          5,       false, garden,   false
          9,       true,  a-1_b.c,  true
          4,       false, 'café',   true
          4,       true,  'café',   false
          9,       true,  'gаrden', false
          9,       true,  a+b,      false
          1,       false, '🌹',     true
          """)
  void boundsLengthAndLetters(int chars, boolean plain, String name, boolean fits) {
    assertThat(new RoomNames(chars, plain).objection(name).isEmpty()).isEqualTo(fits);
  }
}
