package dev.parley.core.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # text                  | words
          Good night, good night! | good night
          O Roméo, ROMEO          | o romeo
          don't e-mail            | don t e mail
          ﬁne ½ x²                | fine 1 2 x2
          Straße ÅNGSTRÖM         | straße angstrom
          Ωραία ΝΎΧΤΑ             | ωραια νυχτα
          नमस्ते                   | नमसत
          東京で                   | 東 京 東京 て 京て
          go東京go                | go 東 京 東京
          42 is 4.2               | 42 is 4 2
          😀🎉                     | ''
          %_*                     | ''
          """)
  void words(String text, String words) {
    assertThat(String.join(" ", Words.of(message("<body>" + text + "</body>")))).isEqualTo(words);
  }

  @Test
  void areThoseOfAllBodiesAndSubjects() {
    assertThat(
            Words.of(
                message("<subject>One</subject><body>two</body><body xml:lang='de'>drei</body>")))
        .containsExactly("one", "two", "drei");
  }

  @Test
  void areNotThoseThatStandForEncryptedContent() {
    assertThat(Words.of(message("<body>OMEMO</body><encryption xmlns='urn:xmpp:eme:0'/>")))
        .isEmpty();
  }

  @Test
  void areShortAndFew() {
    assertThat(Words.of(message("<body>" + "x".repeat(1000) + "</body>")))
        .containsExactly("x".repeat(32));
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 2 * Words.MOST; i++) {
      many.append(" w").append(i);
    }
    assertThat(Words.of(message("<body>" + many + "</body>"))).hasSizeLessThanOrEqualTo(Words.MOST);
  }

  @Test
  void areNeverCutWithinACharacter() {
    String word = "x".repeat(31) + "\uD801\uDC00";
    assertThat(Words.of(message("<body>" + word + "</body>"))).containsExactly("x".repeat(31));
  }

  @Test
  void theMostTellingAreWanted() {
    assertThat(Words.wanted("a night in verona", 2)).containsExactly("verona", "night");
    assertThat(Words.wanted("東京", 8)).containsExactly("東京");
    assertThat(Words.wanted("京", 8)).containsExactly("京");
    assertThat(Words.wanted("!?", 8)).isEqualTo(List.of());
  }

  private static Message message(String content) {
    String xml = "<message>" + content + "</message>";
    return (Message) Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
  }
}
