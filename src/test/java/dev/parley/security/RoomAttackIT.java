package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.jid.Jid;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Floods against rooms: what others there see is bounded, and so is what is made (A108, A109). */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class RoomAttackIT {
  private static final String MUC = "http://jabber.org/protocol/muc";
  private static final String ENTER = "<x xmlns='" + MUC + "'/>";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ENTRIES = 40;
  private static final int CHANGES = 20;
  private static final int ROOMS = 30;
  private static final int HISTORY = 10;

  private static Arena arena;
  private static int rooms;

  /** Of bob, who is there. */
  private String room = "";

  /** A stranger, who is not. */
  private TestClient alice;

  @BeforeAll
  static void start() {
    arena =
        new Arena(
            Map.of(
                "modules.muc.entriesPerMinute", String.valueOf(ENTRIES),
                "modules.muc.changesPerMinute", String.valueOf(CHANGES),
                "modules.muc.roomsPerOwner", String.valueOf(ROOMS),
                "modules.muc.creationsPerHour", "0",
                "modules.muc.messagesPerSecond", "0"));
    arena.victim().patience(PATIENCE);
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  @BeforeEach
  void open() {
    rooms++;
    room = "room" + rooms + "@conference." + arena.server().domain();
    join(arena.victim(), "bob", ENTER);
    asOwner("<x xmlns='jabber:x:data' type='submit'/>");
    arena.forgive();
    alice =
        TestClient.login(arena.server(), arena.accounts().create("alice" + rooms), null)
            .patience(PATIENCE);
  }

  @AfterEach
  void leave() {
    arena.forgive();
    arena.alive();
    alice.close();
  }

  private void join(TestClient client, String nick, String wish) {
    client.send("<presence to='" + room + "/" + nick + "'>" + wish + "</presence>");
  }

  /** Bob configures the room. */
  private void asOwner(String form) {
    Xml.Element made =
        arena
            .victim()
            .request("set", room, "<query xmlns='" + MUC + "#owner'>" + form + "</query>");
    assertThat(made.attribute("type")).isEqualTo("result");
  }

  /** How much a budget has, at once and by now. */
  private static long spent(int perMinute, long begun) {
    long nanos = System.nanoTime() - begun;
    return perMinute + 1 + perMinute * nanos / TimeUnit.MINUTES.toNanos(1);
  }

  /** What was sent to the room before has been dealt with, and what came of it has come to bob. */
  private void settle() {
    Xml.Element info =
        alice.request("get", room, "<query xmlns='http://jabber.org/protocol/disco#info'/>");
    assertThat(info.attribute("type")).isEqualTo("result");
    arena.victim().send("<message type='groupchat' id='last' to='" + room + "'/>");
    arena.victim().await(event -> isMessage(event, "last"));
  }

  private static boolean isMessage(StreamEvent event, String id) {
    return Arena.is(event, "message")
        && id.equals(((StreamEvent.Received) event).element().attribute("id"));
  }

  private static long count(TestClient client, String element, String from) {
    return client.waiting().stream()
        .filter(StreamEvent.Received.class::isInstance)
        .map(event -> ((StreamEvent.Received) event).element())
        .filter(found -> found.local().equals(element))
        .filter(found -> !"error".equals(found.attribute("type")))
        .filter(found -> String.valueOf(found.attribute("from")).startsWith(from))
        .count();
  }

  @Test
  @DisplayName("A109: of 500 joins and leaves others see as many as the budget has")
  void joinsAndLeaves() {
    long begun = System.nanoTime();
    for (int i = 0; i < 500; i++) {
      join(alice, "alice", ENTER);
      alice.send("<presence type='unavailable' to='" + room + "/alice'/>");
    }
    settle();
    assertThat(count(arena.victim(), "presence", room + "/alice"))
        .isBetween(2L, 2 * spent(ENTRIES, begun));
  }

  @Test
  @DisplayName("A109: of 500 nicknames others see as many as the budget has")
  void nicknames() {
    long begun = System.nanoTime();
    join(alice, "alice", ENTER);
    for (int i = 0; i < 500; i++) {
      join(alice, "alice" + i, "");
    }
    settle();
    assertThat(count(arena.victim(), "presence", room + "/alice"))
        .isBetween(2L, 1 + 2 * spent(CHANGES, begun));
  }

  @Test
  @DisplayName("A109: of 5 000 rooms that somebody makes, as many exist as one may own")
  void manyRooms() {
    String service = "conference." + arena.server().domain();
    var stored = arena.server().server().storage().rooms();
    for (int i = 0; i < 5_000; i++) {
      alice.send("<presence to='flood" + i + "@" + service + "/alice'>" + ENTER + "</presence>");
    }
    // Whatever was asked for is answered: with presence, or with an error.
    Eventually.holds(
        PATIENCE, () -> assertThat(alice.waiting()).hasSizeGreaterThanOrEqualTo(5_000));
    settle();
    var owned = stored.owned(Jid.parse(alice.jid()).bare());
    Eventually.holds(PATIENCE, () -> assertThat(owned.isComplete()).isTrue());
    assertThat(owned.result()).isBetween(1L, (long) ROOMS);
  }

  @Test
  @DisplayName("A109: a subject of 100 kB is refused, and nobody hears of it")
  void longSubject() {
    arena
        .victim()
        .request(
            "set",
            room,
            "<query xmlns='"
                + MUC
                + "#admin'><item affiliation='admin' jid='"
                + Jid.parse(alice.jid()).bare()
                + "'/></query>");
    join(alice, "alice", ENTER);
    alice.send(
        "<message type='groupchat' id='s1' to='"
            + room
            + "'><subject>"
            + "x".repeat(100_000)
            + "</subject></message>");
    var refused = (StreamEvent.Received) alice.await(event -> isMessage(event, "s1"));
    assertThat(Arena.condition(refused.element())).isEqualTo("policy-violation");
    settle();
    assertThat(count(arena.victim(), "message", room + "/alice")).isZero();
  }

  @Test
  @DisplayName("A108: history asked for 100 times without limit has the limits of the room")
  void history() {
    asOwner(
        "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
            + MUC
            + "#roomconfig</value></field><field var='muc#maxhistoryfetch'><value>"
            + HISTORY
            + "</value></field></x>");
    for (int i = 0; i < 3 * HISTORY; i++) {
      arena
          .victim()
          .send("<message type='groupchat' to='" + room + "'><body>" + i + "</body></message>");
    }
    settle();
    long begun = System.nanoTime();
    for (String wish :
        List.of(
            "maxstanzas='1000000000'", "since='1970-01-01T00:00:00Z'", "seconds='4294967296'")) {
      for (int i = 0; i < 100; i++) {
        join(alice, "alice", "<x xmlns='" + MUC + "'><history " + wish + "/></x>");
      }
    }
    settle();
    assertThat(count(alice, "message", room + "/bob"))
        .isBetween((long) HISTORY, HISTORY * spent(ENTRIES, begun));
  }
}
