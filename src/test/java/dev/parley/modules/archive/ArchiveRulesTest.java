package dev.parley.modules.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # type     | content                                                          | kept
          chat       | <body>Hi</body>                                                  | true
          normal     | <body>Hi</body>                                                  | true
          unheard-of | <body>Hi</body>                                                  | true
          headline   | <body>Hi</body>                                                  | false
          groupchat  | <body>Hi</body>                                                  | false
          error      | <body>Hi</body>                                                  | false
          chat       | <subject>Hi</subject>                                            | false
          chat       | <thread>t</thread>                                               | false
          chat       | <composing xmlns='http://jabber.org/protocol/chatstates'/>       | false
          chat       | <body/><active xmlns='http://jabber.org/protocol/chatstates'/>   | true
          chat       | <request xmlns='urn:xmpp:receipts'/>                             | false
          chat       | <received xmlns='urn:xmpp:receipts' id='1'/>                     | true
          chat       | <markable xmlns='urn:xmpp:chat-markers:0'/>                      | false
          chat       | <displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>              | true
          chat       | <reactions xmlns='urn:xmpp:reactions:0' id='1'/>                 | true
          chat       | <encrypted xmlns='eu.siacs.conversations.axolotl'/>              | true
          chat       | <encrypted xmlns='urn:xmpp:omemo:2'/>                            | true
          chat       | <openpgp xmlns='urn:xmpp:openpgp:0'/>                            | true
          normal     | <x xmlns='jabber:x:conference' jid='a@b'/>                       | true
          normal     | <x xmlns='http://jabber.org/protocol/muc#user'><invite/></x>     | true
          normal     | <x xmlns='http://jabber.org/protocol/muc#user'/>                 | false
          chat       | <propose xmlns='urn:xmpp:jingle-message:0' id='1'/>              | true
          normal     | <event xmlns='http://jabber.org/protocol/pubsub#event'/>         | false
          normal     | <result xmlns='urn:xmpp:mam:2'/>                                 | false
          chat       | <store xmlns='urn:xmpp:hints'/>                                  | true
          headline   | <store xmlns='urn:xmpp:hints'/>                                  | false
          groupchat  | <store xmlns='urn:xmpp:hints'/>                                  | false
          chat       | <body>Hi</body><no-store xmlns='urn:xmpp:hints'/>                | false
          chat       | <body>Hi</body><no-permanent-store xmlns='urn:xmpp:hints'/>      | false
          chat       | <no-store xmlns='urn:xmpp:hints'/><store xmlns='urn:xmpp:hints'/>| false
          chat       | <body>Hi</body><no-copy xmlns='urn:xmpp:hints'/>                 | true
          chat       | <retract xmlns='urn:xmpp:message-retract:1' id='1'/>             | true
          chat       | <no-store xmlns='urn:xmpp:hints'/><retract xmlns='urn:xmpp:message-retract:1' id='1'/> | true
          chat       | <retract xmlns='urn:xmpp:message-retract:0' id='1'/>             | false
          groupchat  | <retract xmlns='urn:xmpp:message-retract:1' id='1'/>             | false
          """)
  void isKept(String type, String content, boolean kept) {
    assertThat(
            ArchiveRules.isKept(message("<message type='" + type + "'>" + content + "</message>")))
        .isEqualTo(kept);
  }

  static Message message(String xml) {
    return (Message) Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
  }
}
