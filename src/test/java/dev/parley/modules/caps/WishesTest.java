package dev.parley.modules.caps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.xml.XmlReader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishesTest {
  private static Wishes wishes(String content) {
    return Wishes.of(
        XmlReader.read(
            "<query xmlns='http://jabber.org/protocol/disco#info'>" + content + "</query>", ""));
  }

  private static String features(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "<feature var='n" + number + "+notify'/>")
        .collect(Collectors.joining());
  }

  @Test
  void areTheFeaturesThatEndInNotify() {
    var wishes =
        wishes(
            "<identity category='client' type='pc'/><feature var='urn:a+notify'/>"
                + "<feature var='urn:b'/><feature var='urn:c+notify'/><feature/>");
    assertThat(wishes.nodes()).containsExactlyInAnyOrder("urn:a", "urn:c");
    assertThat(wishes.isShareable()).isTrue();
  }

  /** Texts that have the hash of other answers, with a wish hidden or cut. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<feature var='urn:a&lt;urn:b+notify'/>",
        "<identity category='client' type='pc' name='x&lt;urn:a+notify'/>",
        "<identity category='http:' type='' name='jabber.org/protocol/mood+notify'/>",
        "<feature xmlns='urn:other' var='urn:a+notify'/>",
        "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
            + "<value>urn:a+notify</value></field></x>"
      })
  void areNotSharedIfSomethingCouldHide(String content) {
    assertThat(wishes(content).isShareable()).isFalse();
  }

  @Test
  void areNotSharedIfTooMany() {
    assertThat(wishes(features(Wishes.MAX_NODES)).isShareable()).isTrue();
    var many = wishes(features(Wishes.MAX_NODES + 1));
    assertThat(many.nodes()).hasSize(Wishes.MAX_NODES);
    assertThat(many.isShareable()).isFalse();
  }

  @Test
  void areNotSharedIfTooLong() {
    var wishes = wishes("<feature var='" + "n".repeat(Announced.MAX_TEXT) + "+notify'/>");
    assertThat(wishes.nodes()).isEmpty();
    assertThat(wishes.isShareable()).isFalse();
  }
}
