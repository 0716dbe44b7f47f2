package dev.parley.modules.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0160 §3 and XEP-0334 §4. */
class OfflineRulesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # type,    payload,                                                                kept
          chat,      <body>Hi</body>,                                                        true
          normal,    <body>Hi</body>,                                                        true
          groupchat, <body>Hi</body>,                                                        false
          headline,  <body>Hi</body>,                                                        false
          error,     <body>Hi</body>,                                                        false
          chat,      '',                                                                     false
          chat,      <thread>1</thread>,                                                     false
          normal,    <subject>Hi</subject>,                                                  true
          chat,      <x xmlns='jabber:x:oob'/>,                                              true
          chat,      <composing xmlns='http://jabber.org/protocol/chatstates'/>,             false
          chat,      <active xmlns='http://jabber.org/protocol/chatstates'/><body>Hi</body>, true
          chat,      <origin-id xmlns='urn:xmpp:sid:0' id='1'/>,                             false
          chat,      <store xmlns='urn:xmpp:hints'/>,                                        true
          chat,      <no-copy xmlns='urn:xmpp:hints'/>,                                      false
          chat,      <body>Hi</body><no-store xmlns='urn:xmpp:hints'/>,                      false
          headline,  <store xmlns='urn:xmpp:hints'/>,                                        false
          """,
      quoteCharacter = '`')
  void onlyWhatMeansSomethingLaterIsKept(String type, String payload, boolean kept) {
    var content = payload.equals("''") ? "" : payload;
    var xml = "<message type='" + type + "'>" + content + "</message>";
    var message = (Message) Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
    assertThat(OfflineRules.isKept(message)).isEqualTo(kept);
  }
}
