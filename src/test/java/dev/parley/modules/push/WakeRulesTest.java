package dev.parley.modules.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.home.NotificationSettings.Setting;
import dev.parley.modules.push.WakeRules.State;
import dev.parley.modules.push.WakeRules.Weight;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WakeRulesTest {
  private static final Jid JULIET = Jid.parse("juliet@localhost");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # type,    setting,    payload,                                                                     weight
          chat,      ,           <body>Hi</body>,                                                             MESSAGE
          normal,    ,           <body>Hi</body>,                                                             MESSAGE
          chat,      ALWAYS,     <body>Hi</body>,                                                             MESSAGE
          chat,      NEVER,      <body>Hi</body>,                                                             NONE
          chat,      ON_MENTION, <body>Hi</body>,                                                             NONE
          chat,      ON_MENTION, <body>Hi Juliet!</body>,                                                     MESSAGE
          chat,      ,           <body> </body>,                                                              NONE
          chat,      ,           <subject>Hi</subject>,                                                       NONE
          headline,  ,           <body>Hi</body>,                                                             NONE
          error,     ,           <body>Hi</body>,                                                             NONE
          chat,      ,           <composing xmlns='http://jabber.org/protocol/chatstates'/>,                  NONE
          chat,      ,           <received xmlns='urn:xmpp:receipts' id='1'/>,                                NONE
          chat,      ,           <displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>,                         NONE
          chat,      ,           <body>+1</body><reactions xmlns='urn:xmpp:reactions:0' id='1'/>,             NONE
          chat,      ,           <body>gone</body><retract xmlns='urn:xmpp:message-retract:1' id='1'/>,       NONE
          chat,      ,           <body>Hi</body><no-store xmlns='urn:xmpp:hints'/>,                           NONE
          chat,      ,           <encrypted xmlns='urn:xmpp:omemo:2'><header/><payload>x</payload></encrypted>, MESSAGE
          chat,      ,           <encrypted xmlns='eu.siacs.conversations.axolotl'><header/><payload>x</payload></encrypted>, MESSAGE
          chat,      ,           <encrypted xmlns='urn:xmpp:omemo:2'><header/></encrypted>,                   NONE
          chat,      ,           <openpgp xmlns='urn:xmpp:openpgp:0'>x</openpgp>,                             MESSAGE
          chat,      ,           <propose xmlns='urn:xmpp:jingle-message:0' id='1'/>,                         CALL
          chat,      NEVER,      <propose xmlns='urn:xmpp:jingle-message:0' id='1'/>,                         NONE
          chat,      ,           <proceed xmlns='urn:xmpp:jingle-message:0' id='1'/>,                         NONE
          normal,    ,           <x xmlns='jabber:x:conference' jid='a@b'/>,                                  MESSAGE
          normal,    ,           <x xmlns='http://jabber.org/protocol/muc#user'><invite/></x>,                MESSAGE
          normal,    ,           <x xmlns='http://jabber.org/protocol/muc#user'/>,                            NONE
          groupchat, ,           <body>Hi all</body>,                                                         NONE
          groupchat, ,           <body>juliets are here</body>,                                               NONE
          groupchat, ,           <body>juliets and JULIET</body>,                                             MESSAGE
          groupchat, ,           <body>you</body><reference xmlns='urn:xmpp:reference:0' type='mention' uri='xmpp:juliet@localhost'/>, MESSAGE
          groupchat, ,           <body>him</body><reference xmlns='urn:xmpp:reference:0' type='mention' uri='xmpp:romeo@localhost'/>, NONE
          groupchat, ,           <body>you</body><mention xmlns='urn:xmpp:mentions:0' jid='juliet@localhost'/>, MESSAGE
          groupchat, ,           <body>you</body><mention xmlns='urn:xmpp:mentions:0' jid='romeo@localhost'/>, NONE
          groupchat, ,           <body>juliet</body><mention xmlns='urn:xmpp:mentions:0' jid='juliet@localhost'><noping/></mention>, NONE
          groupchat, ,           <body>all</body><mention xmlns='urn:xmpp:mentions:0' mentions='urn:xmpp:mentions:0#channel'/>, MESSAGE
          groupchat, ,           <body>here</body><mention xmlns='urn:xmpp:mentions:0' mentions='urn:xmpp:mentions:0#channel'><active/></mention>, NONE
          groupchat, ALWAYS,     <body>Hi all</body>,                                                         MESSAGE
          groupchat, ALWAYS,     <subject>Hi all</subject>,                                                   NONE
          groupchat, ALWAYS,     <body>Hi</body><delay xmlns='urn:xmpp:delay' stamp='2020-01-01T00:00:00Z'/>, NONE
          groupchat, NEVER,      <body>Hi juliet</body>,                                                      NONE
          groupchat, ,           <propose xmlns='urn:xmpp:jingle-message:0' id='1'/>,                         NONE
          """,
      quoteCharacter = '`')
  void whatPeopleWantToSeeAtOnceWakesAPhone(
      String type, Setting setting, String payload, Weight weight) {
    Message message = message(type, "romeo@localhost/hall", payload);
    assertThat(WakeRules.weigh(message, JULIET, setting)).isEqualTo(weight);
  }

  @Test
  void nobodyIsWokenByWhatHeHasSentHimself() {
    Message message = message("chat", "juliet@localhost/laptop", "<body>Hi</body>");
    assertThat(WakeRules.weigh(message, JULIET, null)).isEqualTo(Weight.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # state,    NONE,  MESSAGE, CALL
          AWAY,       false, true,    true
          HIBERNATING,false, true,    true
          INACTIVE,   false, true,    true
          ACTIVE,     false, false,   false
          """)
  void aDeviceThatIsLookedAtIsNotWoken(State state, boolean none, boolean message, boolean call) {
    assertThat(WakeRules.wakes(Weight.NONE, state)).isEqualTo(none);
    assertThat(WakeRules.wakes(Weight.MESSAGE, state)).isEqualTo(message);
    assertThat(WakeRules.wakes(Weight.CALL, state)).isEqualTo(call);
  }

  private static Message message(String type, String from, String payload) {
    String xml = "<message type='" + type + "' from='" + from + "'>" + payload + "</message>";
    return (Message) Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
  }
}
