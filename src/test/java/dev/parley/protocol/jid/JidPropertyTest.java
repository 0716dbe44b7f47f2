package dev.parley.protocol.jid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

final class JidPropertyTest {

  /** Whatever is accepted is canonical afterwards, and within the limits. */
  @Property
  void whatIsReadIsCanonical(@ForAll @StringLength(max = 12) String text) {
    Jid jid;
    try {
      jid = Jid.parse(text);
    } catch (JidFormatException e) {
      return;
    }
    var again = Jid.parse(jid.toString());
    assertThat(again).isEqualTo(jid).hasSameHashCodeAs(jid).isEqualByComparingTo(jid);
    assertThat(Jid.of(jid.local(), jid.domain(), jid.resource())).isEqualTo(jid);
    assertThat(jid.bare().isBare()).isTrue();
  }

  @Property
  void resourcesOfAnyTextAreReadBack(@ForAll @StringLength(min = 1, max = 20) String resource) {
    Jid jid;
    try {
      jid = Jid.of("a", "b.example", resource);
    } catch (JidFormatException e) {
      return;
    }
    assertThat(Jid.parse(jid.toString()).resource()).isEqualTo(jid.resource());
  }

  @Property
  void caseOfNamesDoesNotMatter(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 60) String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    assertThat(Jid.parse(upper + '@' + upper)).isEqualTo(Jid.parse(name + '@' + name));
  }

  @Property
  void escapedTextIsAlwaysALocalpartAndReadsBack(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(min = 1, max = 20) String text) {
    var trimmed = text.strip();
    if (!trimmed.isEmpty()) {
      var local = JidEscaping.escape(trimmed);
      assertThat(JidEscaping.unescape(local)).isEqualTo(trimmed);
      assertThat(Jid.of(local, "example.com", null).local())
          .isEqualTo(local.toLowerCase(Locale.ROOT));
    }
  }

  @Property
  void punycodeReadsBack(@ForAll @StringLength(min = 1, max = 8) String text) {
    Assume.that(text.codePoints().noneMatch(c -> c <= 0xffff && Character.isSurrogate((char) c)));
    var encoded = Punycode.encode(text);
    Assume.that(encoded.length() < 60);
    assertThat(Punycode.decode(encoded.toLowerCase(Locale.ROOT))).isEqualTo(lowerAscii(text));
  }

  private static String lowerAscii(String text) {
    var lower = new StringBuilder();
    text.codePoints().forEach(c -> lower.appendCodePoint(c < 0x80 ? Character.toLowerCase(c) : c));
    return lower.toString();
  }
}
