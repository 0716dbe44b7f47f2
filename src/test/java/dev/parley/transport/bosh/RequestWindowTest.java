package dev.parley.transport.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.ToBosh.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of requests (XEP-0124 §14), and their keys (§15). */
final class RequestWindowTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # rid, last, place
          100, false, REPEATED
          101, false, NEXT
          102, false, EARLY
          103, false, OUTSIDE
          103, true,  EARLY
          104, true,  OUTSIDE
          1,   false, REPEATED
          """)
  void places(long rid, boolean isLast, RequestWindow.Place place) {
    assertThat(new RequestWindow(100, 2).place(rid, isLast)).isEqualTo(place);
  }

  @Test
  void asManyAnswersAreRememberedAsRequestsMayBeOpen() {
    var window = new RequestWindow(100, 2);
    var answer = new Answer(200, Terms.XML, new byte[0]);
    for (long rid = 100; rid < 105; rid++) {
      window.answered(rid, answer);
    }
    assertThat(window.answer(102)).isNull();
    assertThat(window.answer(103)).isSameAs(answer);
    assertThat(window.answer(104)).isSameAs(answer);
    assertThat(window.answer(105)).isNull();
  }

  @Test
  void keysLeadBackToTheFirstOne() throws NoSuchAlgorithmException {
    String first = sha1("seed");
    String second = sha1(first);
    var keys = new KeySequence(sha1(second).toUpperCase(java.util.Locale.ROOT));
    assertThat(keys.accept(second, null)).isTrue();
    assertThat(keys.accept(second, null)).isFalse();
    assertThat(keys.accept(first, sha1("another"))).isTrue();
    assertThat(keys.accept("another", null)).isTrue();
    assertThat(keys.accept(null, null)).isFalse();
    assertThat(new KeySequence(null).accept(null, null)).isTrue();
  }

  private static String sha1(String text) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
