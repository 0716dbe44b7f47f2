package dev.parley.modules.muc.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemembranceTest {
  private static Message message(String content) {
    return (Message)
        Stanza.parse(
            XmlReader.read(
                "<message type='groupchat'>" + content + "</message>", Namespaces.CLIENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # content                                                                   | kept
          <body>Hi</body>                                                             | true
          <subject>Roses</subject>                                                    | true
          <reactions xmlns='urn:xmpp:reactions:0' id='1'/>                            | true
          <encrypted xmlns='urn:xmpp:omemo:2'/>                                       | true
          <composing xmlns='http://jabber.org/protocol/chatstates'/>                  | false
          <received xmlns='urn:xmpp:receipts' id='1'/>                                | false
          <body>Hi</body><no-store xmlns='urn:xmpp:hints'/>                           | false
          <body>Hi</body><no-permanent-store xmlns='urn:xmpp:hints'/>                 | false
          <strange xmlns='urn:strange'/><store xmlns='urn:xmpp:hints'/>               | true
          <retract xmlns='urn:xmpp:message-retract:1' id='1'/><no-store xmlns='urn:xmpp:hints'/> | true
          """)
  void remembersWhatIsSaid(String content, boolean kept) {
    assertThat(Remembrance.isKept(message(content))).isEqualTo(kept);
  }

  /** XEP-0045 §8.1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # content                                     | subject
          <subject>Roses</subject>                      | true
          <subject/>                                    | true
          <subject>Roses</subject><body>Hi</body>       | false
          <subject>Roses</subject><thread>t</thread>    | false
          <body>Hi</body>                               | false
          """)
  void knowsWhatSetsTheSubject(String content, boolean subject) {
    assertThat(Remembrance.isSubject(message(content))).isEqualTo(subject);
  }
}
