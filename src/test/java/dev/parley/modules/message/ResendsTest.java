package dev.parley.modules.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.Origin;
import dev.parley.modules.message.Resends.Sight;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResendsTest {
  private static final Jid ROMEO = Jid.parse("romeo@localhost");
  private static final Jid HALL = Jid.parse("romeo@localhost/hall");

  private long millis = 1;
  private final Resends resends = new Resends(() -> Instant.ofEpochMilli(millis));

  private static Message message(String id, String content) {
    String xml =
        "<message type='chat' id='%' to='juliet@localhost'><origin-id xmlns='urn:xmpp:sid:0' id='%'/>"
                .replace("%", id)
            + content
            + "</message>";
    return (Message) Stanza.parse(XmlReader.read(xml, Namespaces.CLIENT));
  }

  private static Origin origin(String session, long number) {
    return new Origin(HALL, session, number);
  }

  private Sight look(Message message, String session, long number) {
    return resends.look(ROMEO, message, origin(session, number));
  }

  @Test
  void theSecondIsSafeWhenTheFirstIs() {
    Message message = message("a", "<body>Hi</body>");
    assertThat(look(message, "s1", 7)).isEqualTo(Sight.NEW);
    assertThat(look(message, "s2", 1)).isEqualTo(Sight.KNOWN);
    assertThat(resends.safe(origin("s1", 7))).containsExactly(origin("s2", 1));
    assertThat(resends.isIdle()).isTrue();
    assertThat(look(message, "s3", 1)).isEqualTo(Sight.SAFE);
  }

  @Test
  void aDelayThatTheClientAddsChangesNothing() {
    look(message("a", "<body>Hi</body>"), "s1", 1);
    Message again =
        message("a", "<body>Hi</body><delay xmlns='urn:xmpp:delay' stamp='2020-01-01T00:00:00Z'/>");
    assertThat(look(again, "s2", 1)).isEqualTo(Sight.KNOWN);
  }

  @Test
  void whatSaysSomethingElseIsAnotherMessage() {
    look(message("a", "<body>Hi</body>"), "s1", 1);
    assertThat(look(message("a", "<body>Ho</body>"), "s1", 2)).isEqualTo(Sight.NEW);
    assertThat(look(message("b", "<body>Hi</body>"), "s1", 3)).isEqualTo(Sight.NEW);
    Message other = message("a", "<body>Hi</body>").withTo(Jid.parse("nurse@localhost"));
    assertThat(look(other, "s1", 4)).isEqualTo(Sight.NEW);
    assertThat(
            resends.look(
                Jid.parse("mercutio@localhost"), message("a", "<body>Ho</body>"), origin("x", 1)))
        .isEqualTo(Sight.NEW);
  }

  @Test
  void whatHasNoOriginIdOrNobodyToTellIsAlwaysNew() {
    Message plain = Message.of(Message.Type.CHAT, Jid.parse("juliet@localhost"), "Hi").withId("a");
    assertThat(look(plain, "s1", 1)).isEqualTo(Sight.NEW);
    assertThat(look(plain, "s2", 1)).isEqualTo(Sight.NEW);
    Message message = message("a", "<body>Hi</body>");
    assertThat(resends.look(ROMEO, message, null)).isEqualTo(Sight.NEW);
    assertThat(look(message, "s2", 1)).isEqualTo(Sight.NEW);
  }

  @Test
  void afterAnErrorTheSenderMayTryAgain() {
    Message message = message("a", "<body>Hi</body>").withFrom(HALL);
    look(message, "s1", 1);
    resends.answered(
        ROMEO, message.error(StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT)));
    assertThat(look(message, "s1", 2)).isEqualTo(Sight.NEW);
  }

  @Test
  void theOldestIsForgottenFirstAndAllAfterADay() {
    for (int i = 0; i <= Resends.MOST; i++) {
      look(message("m" + i, "<body>Hi</body>"), "s1", i + 1);
    }
    assertThat(look(message("m1", "<body>Hi</body>"), "s2", 1)).isEqualTo(Sight.KNOWN);
    assertThat(look(message("m0", "<body>Hi</body>"), "s2", 2)).isEqualTo(Sight.NEW);
    millis += Resends.KEPT.toMillis() + 1;
    assertThat(look(message("m3", "<body>Hi</body>"), "s3", 1)).isEqualTo(Sight.NEW);
  }
}
