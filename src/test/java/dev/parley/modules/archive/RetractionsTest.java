package dev.parley.modules.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.stanza.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetractionsTest {
  private static final String ROOM = "<x xmlns='http://jabber.org/protocol/muc#user'/>";

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # author, sender, id, room, allowed
          romeo@a/x, romeo@a/x, m1, false, true
          romeo@a/x, romeo@a/y, m1, false, true
          romeo@a/x, romeo@b/x, m1, false, false
          romeo@a/x, iago@a/x, m1, false, false
          romeo@a/x, romeo@a/x, m2, false, false
          room@a/romeo, room@a/romeo, m1, true, true
          room@a/romeo, room@a/iago, m1, true, false
          """)
  void isAllowed(String author, String sender, String id, boolean room, boolean allowed) {
    Message original = message(author, "m1", "<body>Hi</body>" + (room ? ROOM : ""));
    Message retraction =
        message(sender, "r1", "<retract xmlns='urn:xmpp:message-retract:1' id='" + id + "'/>");

    assertThat(Retractions.isAllowed(original, retraction)).isEqualTo(allowed);
  }

  private static Message message(String from, String id, String content) {
    return ArchiveRulesTest.message(
        "<message type='chat' from='" + from + "' id='" + id + "'>" + content + "</message>");
  }
}
