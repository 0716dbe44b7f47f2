package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.StorageConfig;
import dev.parley.testing.Account;
import dev.parley.testing.Endpoint;
import dev.parley.testing.TestClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL in the middle of publications: what was answered with a result is there afterwards, and
 * what was not is there as a whole or not at all.
 */
final class PepCrashIT {
  private static final int ROUNDS = Integer.getInteger("parley.crash.pepRounds", 5);
  private static final int SENT = 200;
  private static final String NODE = "urn:example:note";
  private static final Account JULIET = new Account("juliet", "localhost", "secret");

  private final Random random = new Random(Long.getLong("parley.crash.seed", 1));

  @Test
  void whatWasAnsweredIsThere(@TempDir Path data) throws Exception {
    try (var stopped = new StoppedServer(StorageConfig.DEFAULT, data)) {
      stopped.add(List.of(JULIET));
    }
    int sent = 0;
    int answered = 0;
    int checked = 0;
    for (int round = 0; round <= ROUNDS; round++) {
      var c2s = ServerProcess.freeEndpoint();
      try (var server = start(data, c2s)) {
        server.awaitReady();
        var client = login(c2s);
        if (round > 0) {
          int newest = newest(client);
          assertThat(newest).isBetween(answered, sent);
          checked++;
        }
        if (round < ROUNDS) {
          int first = sent + 1;
          for (int i = 0; i < SENT; i++) {
            client.send(publication(++sent));
          }
          // The server dies when so many have been answered, and others are under way.
          int last = first + random.nextInt(SENT / 2);
          for (answered = first; answered < last; answered++) {
            assertThat(client.answer("p" + answered).attribute("type")).isEqualTo("result");
          }
          assertThat(client.answer("p" + answered).attribute("type")).isEqualTo("result");
        }
        server.kill();
        client.drop();
      }
    }
    System.out.println("publications=" + sent + " rounds=" + checked);
    assertThat(checked).isEqualTo(ROUNDS);
  }

  private static ServerProcess start(Path data, Endpoint c2s) {
    return ServerProcess.start(
        Path.of(System.getProperty("parley.jar")),
        data,
        c2s,
        List.of("listen.https=null", "modules.pubsub.publicationsPerMinute=1000000"));
  }

  private static TestClient login(Endpoint c2s) {
    var client = TestClient.connect(c2s, "localhost");
    client.openStream();
    client.authenticate("SCRAM-SHA-256", JULIET);
    client.openStream();
    client.bind(null);
    return client;
  }

  private static String publication(int number) {
    return "<iq type='set' id='p"
        + number
        + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='"
        + NODE
        + "'><item id='i"
        + number
        + "'><note xmlns='"
        + NODE
        + "'>"
        + number
        + "</note></item></publish></pubsub></iq>";
  }

  /** The number of the only item, which is whole. */
  private static int newest(TestClient client) {
    var answer =
        client.request(
            "get",
            "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='"
                + NODE
                + "'/></pubsub>");
    var items = answer.children().flatMap(pubsub -> pubsub.children()).toList();
    assertThat(items).hasSize(1);
    var all = items.get(0).children().toList();
    assertThat(all).hasSize(1);
    var note = all.get(0).children().findFirst().orElseThrow();
    assertThat(all.get(0).attribute("id")).isEqualTo("i" + note.text());
    return Integer.parseInt(note.text());
  }
}
