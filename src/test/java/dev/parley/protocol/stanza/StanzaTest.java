package dev.parley.protocol.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StanzaTest {
  private static final String CHAT =
      "<message type='chat' to='romeo@example.net' from='juliet@example.com/balcony' id='m1'"
          + " xml:lang='en'><body>Art thou &lt;there&gt;?</body><x xmlns='urn:x'>1</x></message>";

  private static Stanza stanza(String xml) {
    return Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
  }

  private static String written(Stanza stanza) {
    var sink = new ByteSink(16);
    stanza.write(sink);
    return sink.toString();
  }

  @Test
  void readsWhatAllStanzasHave() {
    var message = stanza(CHAT);
    assertThat(message.to()).hasToString("romeo@example.net");
    assertThat(message.from()).hasToString("juliet@example.com/balcony");
    assertThat(message.id()).isEqualTo("m1");
    assertThat(message.lang()).isEqualTo("en");
    assertThat(message.name()).isEqualTo("message");
    assertThat(message.children()).hasSize(2);
    assertThat(message.child("urn:x", "x")).isNotNull();
    assertThat(message.isError()).isFalse();
    assertThat(((Message) message).body()).isEqualTo("Art thou <there>?");
    assertThat(written(message)).isEqualTo(CHAT);
    assertThat(Stanza.parse(message.toElement())).isEqualTo(message).hasSameHashCodeAs(message);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # RFC 6121 §5.2.2 and §4.7.1, RFC 6120 §8.2.3: name, type, what it is
          message,  -,            NORMAL
          message,  normal,       NORMAL
          message,  chat,         CHAT
          message,  groupchat,    GROUPCHAT
          message,  headline,     HEADLINE
          message,  error,        ERROR
          message,  CHAT,         NORMAL
          message,  nonsense,     NORMAL
          presence, -,            AVAILABLE
          presence, unavailable,  UNAVAILABLE
          presence, subscribe,    SUBSCRIBE
          presence, subscribed,   SUBSCRIBED
          presence, unsubscribe,  UNSUBSCRIBE
          presence, unsubscribed, UNSUBSCRIBED
          presence, probe,        PROBE
          presence, error,        ERROR
          presence, available,    bad-request
          presence, '',           bad-request
          iq,       get,          GET
          iq,       set,          SET
          iq,       result,       RESULT
          iq,       error,        ERROR
          iq,       -,            bad-request
          iq,       GET,          bad-request
          """)
  void knowsTypes(String name, @Nullable String type, String expected) {
    var element =
        Element.builder(Namespaces.CLIENT, name)
            .attribute("type", type)
            .attribute("id", "1")
            .child(Element.of("urn:x", "x"))
            .build();
    if (expected.equals("bad-request")) {
      assertThat(refused(element).error().condition()).isEqualTo(Condition.BAD_REQUEST);
    } else {
      var stanza = Stanza.parse(element);
      assertThat(typeOf(stanza)).hasToString(expected);
      assertThat(stanza.isError()).isEqualTo(expected.equals("ERROR"));
      var again = stanza.toElement().attribute("type");
      assertThat(again).isEqualTo(expected.equals("NORMAL") ? null : type);
    }
  }

  private static Enum<?> typeOf(Stanza stanza) {
    if (stanza instanceof Iq iq) {
      return iq.type();
    }
    return stanza instanceof Message message ? message.type() : ((Presence) stanza).type();
  }

  private static StanzaException refused(Element element) {
    return catchThrowableOfType(StanzaException.class, () -> Stanza.parse(element));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          # stanza | condition | answer
          <iq type='get' id='1' to='@x'><a xmlns='u'/></iq>   | jid-malformed | iq
          <message to='a b@c' id='2'/>                        | jid-malformed | message
          <presence from='a@b/'/>                             | jid-malformed | presence
          <iq type='get'><a xmlns='u'/></iq>                  | bad-request   | iq
          <iq type='get' id='1'/>                             | bad-request   | iq
          <iq type='set' id='1'><a/><b/></iq>                 | bad-request   | iq
          <iq type='result' id='1'><a/><b/></iq>              | bad-request   | -
          <iq type='result' id='1' to='@'/>                   | jid-malformed | -
          <iq type='error' id='1' to='@'/>                    | jid-malformed | -
          <message type='error' to='@'/>                      | jid-malformed | -
          """)
  void refuses(String xml, String condition, @Nullable String answer) {
    var element = XmlReader.read(xml, Namespaces.CLIENT);
    var refused = refused(element);
    assertThat(refused.error().condition().elementName()).isEqualTo(condition);
    assertThat(refused.getStackTrace()).isEmpty();
    var answered = refused.answer();
    if (answer == null) {
      assertThat(answered).isNull();
    } else {
      assertThat(answered).isNotNull();
      var error = Stanza.parse(answered.withAttribute("id", "1"));
      assertThat(error.name()).isEqualTo(answer);
      assertThat(error.isError()).isTrue();
      assertThat(answered.attribute("id")).isEqualTo(element.attribute("id"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<r xmlns='urn:xmpp:sm:3'/>", "<iq xmlns='jabber:server'/>", "<msg/>"})
  void knowsWhatIsNoStanza(String xml) {
    var element = XmlReader.read(xml, Namespaces.CLIENT);
    assertThat(Stanza.isStanza(element)).isFalse();
    assertThatThrownBy(() -> Stanza.parse(element)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jabber:client", "jabber:server", "jabber:component:accept"})
  void isTheSameFromEveryKindOfStream(String namespace) {
    var forwarded =
        "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:server'/></forwarded>";
    var message = XmlReader.read("<message><body>a</body>" + forwarded + "</message>", namespace);
    var stanza = (Message) Stanza.parse(message, namespace);
    assertThat(stanza.body()).isEqualTo("a");
    assertThat(written(stanza)).isEqualTo("<message><body>a</body>" + forwarded + "</message>");
  }

  @Test
  void declaresItsNamespaceWhereNoStreamDoes() {
    var sink = new ByteSink(16);
    stanza(CHAT).write(sink, Namespaces.CLIENT);
    assertThat(sink).hasToString(CHAT.replace("<message", "<message xmlns='jabber:client'"));
  }

  @Test
  void carriesWhatItDoesNotKnow() {
    var xml = "<message id='1' a='&lt;' xmlns:ns1='urn:y' ns1:b='c'><x xmlns='urn:x'/></message>";
    var message = stanza(xml);
    var moved = message.withTo(Jid.parse("a@b"));
    assertThat(moved.toElement().attribute("urn:y", "b")).isEqualTo("c");
    assertThat(XmlReader.read(written(moved), Namespaces.CLIENT)).isEqualTo(moved.toElement());
    assertThat(moved.withTo(null)).isEqualTo(message);
  }

  @Test
  void copiesForOthersShareTheChildren() {
    var message = stanza(CHAT);
    var copy = message.withTo(Jid.parse("tybalt@example.net/hall")).withId("m2");
    var first = written(message);
    assertThat(written(copy))
        .isEqualTo(
            first.replace("romeo@example.net", "tybalt@example.net/hall").replace("m1", "m2"));
    assertThat(copy.children()).isSameAs(message.children());
  }

  @Test
  void answersRequests() {
    var request = (Iq) stanza("<iq type='get' id='1' from='a@b/c' to='d'><q xmlns='u'/></iq>");
    assertThat(request.isRequest()).isTrue();
    assertThat(written(request.result()))
        .isEqualTo("<iq type='result' to='a@b/c' from='d' id='1'/>");
    assertThat(written(request.result(Element.of("u", "q"))))
        .isEqualTo("<iq type='result' to='a@b/c' from='d' id='1'><q xmlns='u'/></iq>");
    assertThat(request.result().payload()).isNull();
    assertThat(request.result().isRequest()).isFalse();
  }

  @Test
  void answersWithErrors() {
    var request = stanza("<iq type='get' id='1' from='a@b/c' to='d'><q xmlns='u'/></iq>");
    var error = request.error(StanzaError.of(Condition.SERVICE_UNAVAILABLE));
    assertThat(written(error))
        .isEqualTo(
            "<iq type='error' to='a@b/c' from='d' id='1'><q xmlns='u'/><error"
                + " type='cancel'><service-unavailable"
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    assertThat(error.error()).isEqualTo(StanzaError.of(Condition.SERVICE_UNAVAILABLE));
    assertThat(request.error()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # RFC 6121 §4.7.2.3: written, priority
          -,      0
          1,      1
          -128,   -128
          127,    127
          128,    0
          -129,   0
          ' 5 ',  5
          +5,     5
          '',     0
          high,   0
          1.5,    0
          99999999999, 0
          """)
  void readsPriorities(@Nullable String written, int priority) {
    var children =
        written == null
            ? List.<Element>of()
            : List.of(Element.builder(Namespaces.CLIENT, "priority").text(written).build());
    var presence = Presence.of(Presence.Type.AVAILABLE, null, children);
    assertThat(presence.priority()).isEqualTo(priority);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          away, AWAY
          chat, CHAT
          dnd,  DND
          xa,   XA
          busy, -
          '',   -
          """)
  void readsShow(String written, Presence.@Nullable Show show) {
    var child = Element.builder(Namespaces.CLIENT, "show").text(written).build();
    assertThat(Presence.of(Presence.Type.AVAILABLE, null, List.of(child)).show()).isEqualTo(show);
    assertThat(Presence.of(Presence.Type.AVAILABLE, null).show()).isNull();
  }
}
