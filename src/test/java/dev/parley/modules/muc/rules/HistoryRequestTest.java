package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.xml.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryRequestTest {
  private static final long NOW = 1_000_000_000_000L;
  private static final int ALL = Integer.MAX_VALUE;

  private static HistoryRequest parse(String name, String value) {
    return HistoryRequest.parse(
        Element.builder("http://jabber.org/protocol/muc", "history").attribute(name, value).build(),
        NOW);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # attribute, value,                     chars,      stanzas,    since
          maxchars,    0,                         0,          2147483647, 0
          maxchars,    65000,                     65000,      2147483647, 0
          maxstanzas,  20,                        2147483647, 20,         0
          maxstanzas,  99999999999999999999,      2147483647, 2147483647, 0
          maxstanzas,  -1,                        2147483647, 2147483647, 0
          seconds,     180,                       2147483647, 2147483647, 999999820000
          seconds,     x,                         2147483647, 2147483647, 0
          since,       1970-01-01T00:00:00Z,      2147483647, 2147483647, 0
          since,       2001-09-09T01:46:39+00:00, 2147483647, 2147483647, 999999999000
          since,       1900-01-01T00:00:00Z,      2147483647, 2147483647, 0
          since,       yesterday,                 2147483647, 2147483647, 0
          """)
  void understands(String name, String value, int chars, int stanzas, long since) {
    assertThat(parse(name, value)).isEqualTo(new HistoryRequest(chars, stanzas, since));
  }

  @Test
  void meetsAllCriteria() {
    var request =
        HistoryRequest.parse(
            Element.builder("http://jabber.org/protocol/muc", "history")
                .attribute("seconds", "10")
                .attribute("since", "1970-01-01T00:00:00Z")
                .build(),
            NOW);
    assertThat(request).isEqualTo(new HistoryRequest(ALL, ALL, NOW - 10_000));
  }

  @Test
  void isNothingWithoutCharactersOrStanzas() {
    assertThat(parse("maxchars", "0").isNothing()).isTrue();
    assertThat(parse("maxstanzas", "0").isNothing()).isTrue();
    assertThat(HistoryRequest.parse(null, NOW).isNothing()).isFalse();
  }
}
