package dev.parley.modules.carbons;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.carbons.CarbonRules.Direction;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0280 §6.1. */
class CarbonRulesTest {
  private static final String ROOM = "<x xmlns='http://jabber.org/protocol/muc#user'>";

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # type,    payload,                                                            sent,  received
          chat,      <body>Hi</body>,                                                    true,  true
          chat,      '',                                                                 true,  true
          chat,      <composing xmlns='http://jabber.org/protocol/chatstates'/>,         true,  true
          normal,    <body>Hi</body>,                                                    true,  true
          normal,    '',                                                                 false, false
          normal,    <subject>Hi</subject>,                                              false, false
          normal,    <x xmlns='jabber:x:data'/>,                                         false, false
          normal,    <received xmlns='urn:xmpp:receipts' id='1'/>,                       true,  true
          normal,    <active xmlns='http://jabber.org/protocol/chatstates'/>,            true,  true
          normal,    <displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>,                true,  true
          normal,    <reactions xmlns='urn:xmpp:reactions:0' id='1'/>,                   true,  true
          normal,    <retract xmlns='urn:xmpp:message-retract:1' id='1'/>,               true,  true
          normal,    <propose xmlns='urn:xmpp:jingle-message:0' id='1'/>,                true,  true
          normal,    <encrypted xmlns='eu.siacs.conversations.axolotl'/>,                true,  true
          headline,  <body>Hi</body>,                                                    false, false
          headline,  <event xmlns='http://jabber.org/protocol/pubsub#event'/>,           false, false
          groupchat, <body>Hi</body>,                                                    false, false
          groupchat, <displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>,                false, false
          error,     <body>Hi</body>,                                                    false, false
          chat,      <body>Hi</body><private xmlns='urn:xmpp:carbons:2'/>,               false, false
          chat,      <body>Hi</body><no-copy xmlns='urn:xmpp:hints'/>,                   false, false
          chat,      <body>Hi</body><no-store xmlns='urn:xmpp:hints'/>,                  true,  true
          chat,      <body>Hi</body>ROOM</x>,                                            true,  false
          normal,    <body>Hi</body>ROOM</x>,                                            true,  false
          normal,    ROOM<invite/></x>,                                                  true,  true
          normal,    ROOM<decline/></x>,                                                 false, false
          normal,    <x xmlns='jabber:x:conference' jid='a@b'/>,                         true,  true
          """,
      quoteCharacter = '`')
  void conversationsAreCopied(String type, String payload, boolean sent, boolean received) {
    Message message = message(type, payload);
    assertThat(CarbonRules.isEligible(message, Direction.SENT)).isEqualTo(sent);
    assertThat(CarbonRules.isEligible(message, Direction.RECEIVED)).isEqualTo(received);
  }

  @Test
  void whatARoomItselfSaysIsNoPrivateMessageOfAnOccupant() {
    Message message = message("normal", "<body>Hi</body>" + ROOM + "</x>");
    Message ofRoom = message.withFrom(Jid.parse("room@localhost"));
    assertThat(CarbonRules.isEligible(ofRoom, Direction.RECEIVED)).isTrue();
  }

  @Test
  void anErrorAnswersWhatWasSentOfLateToItsSender() {
    SentMessages sent = new SentMessages();
    sent.add(message("chat", "<body>Hi</body>"));
    Message error = message("error", "");
    assertThat(sent.isAnsweredBy(error)).isFalse();
    assertThat(sent.isAnsweredBy(error.withFrom(error.to()))).isTrue();
    assertThat(sent.isAnsweredBy(error.withFrom(error.to()).withId("other"))).isFalse();
    for (int i = 0; i < SentMessages.MOST; i++) {
      sent.add(message("chat", "").withId("later" + i));
    }
    assertThat(sent.isAnsweredBy(error.withFrom(error.to()))).isFalse();
  }

  private static Message message(String type, String payload) {
    var content = payload.equals("''") ? "" : payload.replace("ROOM", ROOM);
    var xml =
        "<message type='"
            + type
            + "' id='m1' from='romeo@localhost/hall' to='juliet@localhost/phone'>"
            + content
            + "</message>";
    return (Message) Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
  }
}
