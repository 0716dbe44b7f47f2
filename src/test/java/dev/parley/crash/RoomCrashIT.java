package dev.parley.crash;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.home.ArchiveIds;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.RoomStore.StoredAffiliation;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import dev.parley.testing.Account;
import dev.parley.testing.Endpoint;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TreeReader;
import dev.parley.testing.Xml;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R29 and SIGKILL under talk in 20 rooms: what anybody has heard is in the archive of the room,
 * once, under the id that it had, and in the order in which it was heard; and of two affiliations
 * that change together both have changed or neither, as the server has answered.
 */
final class RoomCrashIT {
  private static final int ROUNDS = Integer.getInteger("parley.crash.roomRounds", 3);
  private static final int MESSAGES = 40;
  private static final int SEVERAL = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MUC = "http://jabber.org/protocol/muc";
  private static final List<String> ROOMS =
      IntStream.range(0, 20).mapToObj(n -> "room" + n + "@conference.localhost").toList();
  private static final List<Account> PEOPLE =
      Stream.of("juliet", "romeo", "nurse")
          .map(name -> new Account(name, "localhost", "secret"))
          .toList();

  private final Random random = new Random(Long.getLong("parley.crash.seed", 1));

  /** What each person has heard in each room, in order: the id of the archive and the words. */
  private final Map<String, Map<String, List<Heard>>> heard = new HashMap<>();

  /** The affiliation that romeo and nurse both have by the last answer; by room. */
  private final Map<String, String> promised = new HashMap<>();

  private record Heard(String stanzaId, String words) {}

  @Test
  void whatWasHeardIsRemembered(@TempDir Path data) {
    try (var stopped = new StoppedServer(StorageConfig.DEFAULT, data)) {
      stopped.add(PEOPLE);
    }
    for (int round = 0; round < ROUNDS; round++) {
      var c2s = ServerProcess.freeEndpoint();
      try (var server = start(data, c2s)) {
        server.awaitReady();
        play(server, c2s, round);
      }
      check(data, round);
    }
    long messages =
        heard.values().stream()
            .flatMap(rooms -> rooms.values().stream())
            .mapToLong(List::size)
            .sum();
    System.out.println("heard=" + messages + " rounds=" + ROUNDS + " lost=0 disordered=0");
    assertThat(messages).isPositive();
  }

  private static ServerProcess start(Path data, Endpoint c2s) {
    return ServerProcess.start(
        Path.of(System.getProperty("parley.jar")),
        data,
        c2s,
        List.of("modules.muc.messagesPerSecond=0", "modules.muc.entriesPerMinute=0"));
  }

  private void play(ServerProcess server, Endpoint c2s, int round) {
    heard.clear();
    var clients = new HashMap<String, TestClient>();
    for (var person : PEOPLE) {
      var client = TestClient.connect(c2s, "localhost").patience(PATIENCE);
      client.openStream();
      client.authenticate("SCRAM-SHA-256", person);
      client.openStream();
      client.bind("crash");
      clients.put(person.name(), client);
      ROOMS.forEach(room -> enter(client, person.name(), room, round == 0));
    }
    for (int number = 0; number < MESSAGES; number++) {
      for (var room : ROOMS) {
        for (var person : PEOPLE) {
          clients
              .get(person.name())
              .send(message(room, person.name() + "-" + round + "-" + number));
        }
        if (number == MESSAGES / 2) {
          clients.get("juliet").send(change(room, round));
        }
      }
    }
    // The server dies when somebody has heard so many, and others are under way.
    int last = random.nextInt(1, ROOMS.size() * MESSAGES / 2);
    for (int count = 0; count < last; ) {
      if (take("romeo", clients.get("romeo").next(), round)) {
        count++;
      }
    }
    server.kill();
    clients.forEach((name, client) -> {
      client.await(StreamEvent.Disconnected.class::isInstance);
      client.waiting().forEach(event -> take(name, event, round));
      client.drop();
    });
    server.awaitEnd();
  }

  private static void enter(TestClient client, String nick, String room, boolean first) {
    client.send(
        "<presence to='"
            + room
            + "/"
            + nick
            + "'><x xmlns='"
            + MUC
            + "'><history maxstanzas='0'/></x></presence>");
    client.await(event ->
        event instanceof StreamEvent.Received received
            && received.element().local().equals("message")
            && received.element().child("subject").isPresent()
            && String.valueOf(received.element().attribute("from")).startsWith(room));
    if (first && nick.equals("juliet")) {
      var answer =
          client.request(
              "set",
              room,
              "<query xmlns='"
                  + MUC
                  + "#owner'><x xmlns='jabber:x:data' type='submit'>"
                  + "<field var='FORM_TYPE'><value>"
                  + MUC
                  + "#roomconfig</value></field><field var='muc#roomconfig_persistentroom'>"
                  + "<value>1</value></field></x></query>");
      assertThat(answer.attribute("type")).isEqualTo("result");
    }
  }

  private static String message(String room, String words) {
    return "<message type='groupchat' id='"
        + words
        + "' to='"
        + room
        + "'><body>"
        + words
        + "</body></message>";
  }

  private static String affiliation(int round) {
    return round % 2 == 0 ? "member" : "none";
  }

  /** Gives romeo and nurse the same affiliation, in one request. */
  private static String change(String room, int round) {
    var items =
        Stream.of("romeo", "nurse")
            .map(name ->
                "<item affiliation='" + affiliation(round) + "' jid='" + name + "@localhost'/>")
            .reduce("", String::concat);
    return "<iq type='set' id='change' to='"
        + room
        + "'><query xmlns='"
        + MUC
        + "#admin'>"
        + items
        + "</query></iq>";
  }

  /** Takes note of what somebody has heard; true if it is a message of this round. */
  private boolean take(String person, StreamEvent event, int round) {
    if (!(event instanceof StreamEvent.Received received)) {
      return false;
    }
    var stanza = received.element();
    var room = String.valueOf(stanza.attribute("from")).split("/", 2)[0];
    if (stanza.local().equals("iq") && "change".equals(stanza.attribute("id"))) {
      assertThat(stanza.attribute("type")).isEqualTo("result");
      promised.put(room, affiliation(round));
      return false;
    }
    var body = stanza.child("body");
    if (!stanza.local().equals("message") || body.isEmpty()) {
      return false;
    }
    assertThat(stanza.attribute("type")).isEqualTo("groupchat");
    var id = String.valueOf(stanza.child("stanza-id").orElseThrow().attribute("id"));
    heard
        .computeIfAbsent(person, first -> new HashMap<>())
        .computeIfAbsent(room, first -> new ArrayList<>())
        .add(new Heard(id, body.get().text()));
    return true;
  }

  private void check(Path data, int round) {
    var vertx = Vertx.vertx();
    var storage = await(Storage.open(vertx, StorageConfig.DEFAULT, data));
    try {
      var ids = new ArchiveIds(await(storage.secret("archive ids")));
      for (var name : ROOMS) {
        var room = Jid.parse(name);
        var archive = archive(storage, ids, room);
        assertThat(archive.stream().map(Heard::words)).doesNotHaveDuplicates();
        for (var rooms : heard.values()) {
          if (rooms.containsKey(name)) {
            assertThat(archive).containsSubsequence(rooms.get(name));
          }
        }
        checkAffiliations(storage, room, round);
      }
    } finally {
      await(storage.close());
      await(vertx.close());
    }
  }

  private static List<Heard> archive(Storage storage, ArchiveIds ids, Jid room) {
    return await(storage.archive().page(room, ArchiveStore.Filter.ALL, false, SEVERAL)).stream()
        .map(row -> new Heard(ids.encode(room, row.id()), words(row.stanza())))
        .toList();
  }

  private static String words(String stanza) {
    return TreeReader.readStanzas(stanza).get(0).child("body").map(Xml.Element::text).orElse("");
  }

  private void checkAffiliations(Storage storage, Jid room, int round) {
    var stored = await(storage.rooms().load(room)).orElseThrow();
    assertThat(stored.affiliations())
        .filteredOn(one -> one.affiliation().equals("owner"))
        .extracting(StoredAffiliation::jid)
        .containsExactly(Jid.parse("juliet@localhost"));
    var members =
        stored.affiliations().stream()
            .filter(one -> one.affiliation().equals("member"))
            .map(one -> String.valueOf(one.jid().local()))
            .toList();
    assertThat(Set.copyOf(members)).isIn(Set.of(), Set.of("romeo", "nurse"));
    var now = members.isEmpty() ? "none" : "member";
    var before = promised.getOrDefault(room.toString(), "none");
    assertThat(now).isIn(before, affiliation(round));
    if (affiliation(round).equals(before)) {
      assertThat(now).isEqualTo(before);
    }
    promised.put(room.toString(), now);
  }
}
