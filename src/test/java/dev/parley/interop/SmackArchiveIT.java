package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.util.List;
import java.util.stream.IntStream;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.MamManager.MamQueryArgs;
import org.junit.jupiter.api.Test;

/** Somebody who reads an archive with Smack. */
class SmackArchiveIT {
  private static final int NUMBER = 25;

  @Test
  void readsAnArchive() throws Exception {
    try (var server = ParleyTestServer.start()) {
      var accounts = new AccountFactory(server);
      try (var juliet = new SmackPerson(server, Security.DIRECT, accounts.create("juliet"));
          var romeo = new SmackPerson(server, Security.DIRECT, accounts.create("romeo"))) {
        juliet.comeOnline();
        romeo.comeOnline();
        talk(juliet, romeo);
        read(juliet, romeo);
      }
    }
  }

  private static void talk(SmackPerson juliet, SmackPerson romeo) throws Exception {
    for (int i = 0; i < NUMBER; i++) {
      var speaker = i % 2 == 0 ? romeo : juliet;
      var listener = i % 2 == 0 ? juliet : romeo;
      speaker
          .connection()
          .sendStanza(
              speaker
                  .connection()
                  .getStanzaFactory()
                  .buildMessageStanza()
                  .ofType(Message.Type.chat)
                  .to(listener.bare())
                  .setBody("line " + i)
                  .build());
      assertThat(listener.nextMessage().getBody()).isEqualTo("line " + i);
    }
  }

  private static void read(SmackPerson juliet, SmackPerson romeo) throws Exception {
    var archive = MamManager.getInstanceFor(juliet.connection());
    assertThat(archive.isSupported()).isTrue();
    assertThat(archive.retrieveFormFields())
        .extracting(field -> field.getFieldName())
        .contains("with", "start", "end", "before-id", "after-id", "ids");

    var page = archive.queryArchive(MamQueryArgs.builder().setResultPageSizeTo(10).build());
    assertThat(bodies(page.getMessages())).isEqualTo(lines(0, 10));
    assertThat(page.isComplete()).isFalse();
    assertThat(bodies(page.pageNext(10))).isEqualTo(lines(10, 20));
    assertThat(bodies(page.pageNext(10))).isEqualTo(lines(20, NUMBER));
    assertThat(page.isComplete()).isTrue();
    assertThat(bodies(page.pagePrevious(10))).isEqualTo(lines(10, 20));

    var last = archive.queryMostRecentPage(romeo.bare(), 5);
    assertThat(bodies(last.getMessages())).isEqualTo(lines(NUMBER - 5, NUMBER));
    var nobody = MamQueryArgs.builder().limitResultsToJid(juliet.bare()).build();
    assertThat(archive.queryArchive(nobody).getMessages()).isEmpty();
  }

  private static List<String> bodies(List<Message> messages) {
    return messages.stream().map(Message::getBody).toList();
  }

  private static List<String> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
  }
}
