package dev.parley.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.ToSession;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetingTest {
  private static Stanza stanza(String xml) {
    return Stanza.parse(
        XmlReader.read(
            xml.replace("COMPOSING", "<composing xmlns='http://jabber.org/protocol/chatstates'/>")
                .replace("USER", "http://jabber.org/protocol/muc#user")
                .replace("EVENT", "xmlns='http://jabber.org/protocol/pubsub#event'"),
            Namespaces.CLIENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # stanza | can it wait
          <presence from='a@b/c'/> | true
          <presence from='a@b/c' type='unavailable'/> | true
          <presence from='a@b' type='subscribe'/> | false
          <presence from='a@b' type='error'/> | false
          <presence from='r@b/n'><x xmlns='USER'><item role='none'/></x></presence> | true
          <presence from='r@b/n'><x xmlns='USER'><status code='110'/></x></presence> | false
          <message from='a@b/c' type='chat'>COMPOSING</message> | true
          <message from='a@b/c' type='chat'>COMPOSING<thread>t</thread></message> | true
          <message from='a@b/c' type='chat'>COMPOSING<no-store xmlns='urn:xmpp:hints'/></message> | true
          <message from='a@b/c' type='chat'>COMPOSING<store xmlns='urn:xmpp:hints'/></message> | false
          <message from='a@b/c' type='chat'>COMPOSING<body>Hi</body></message> | false
          <message from='a@b/c' type='chat'/> | false
          <message from='a@b/c' type='error'>COMPOSING</message> | false
          <message from='a@b/c' type='headline'><body>News</body></message> | false
          <message from='a@b' type='headline'><event EVENT><items node='n'><item id='1'/></items></event></message> | true
          <message from='a@b' type='headline'><event EVENT><items node='n'><retract id='1'/></items></event></message> | false
          <message from='a@b' type='headline'><event EVENT><delete node='n'/></event></message> | false
          <message from='a@b' type='chat'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='a@b/c' to='d@e'>COMPOSING</message></forwarded></sent></message> | true
          <message from='a@b' type='chat'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='a@b/c' to='d@e'><body>Hi</body></message></forwarded></sent></message> | false
          <iq from='a@b/c' type='get' id='1'><x xmlns='x'/></iq> | false
          """)
  void someStanzasCanWait(String xml, boolean expected) {
    assertThat(Fleeting.topic(stanza(xml)) != null).isEqualTo(expected);
  }

  @Test
  void ofEachTopicOnlyTheLastIsKeptAndInItsPlace() {
    Latest latest = new Latest();
    for (String xml :
        new String[] {
          "<presence from='a@b/c' id='1'/>",
          "<presence from='a@b/d' id='2'/>",
          "<message from='a@b/c' id='3'><body>Hi</body></message>",
          "<message from='a@b/c' id='4'><body>Hi</body></message>",
          "<presence from='a@b/c' id='5' type='unavailable'/>",
        }) {
      latest.add(new ToSession.Delivery(stanza(xml)));
    }
    assertThat(latest.size()).isEqualTo(4);
    assertThat(latest.take().stream().map(kept -> kept.stanza().id()))
        .containsExactly("2", "3", "4", "5");
    assertThat(latest.size()).isZero();
    assertThat(latest.bytes()).isZero();
  }

  @Test
  void whatIsReplacedDoesNotCount() {
    Latest latest = new Latest();
    latest.add(new ToSession.Delivery(stanza("<presence from='a@b/c'/>")));
    long bytes = latest.bytes();
    latest.add(new ToSession.Delivery(stanza("<presence from='a@b/c'/>")));
    assertThat(latest.bytes()).isEqualTo(bytes).isEqualTo(24);
  }
}
