package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Password;
import dev.parley.core.storage.Backend;
import dev.parley.protocol.jid.Jid;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to read what others have said, and to wear archives out. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ArchiveAttackIT {
  private static final String SEARCH = "{urn:xmpp:fulltext:0}fulltext";

  private static final Duration SOON = Duration.ofSeconds(10);

  private static Arena arena;

  @BeforeAll
  static void start() {
    arena = new Arena(Map.of());
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set <query xmlns='urn:xmpp:mam:2'/>",
        "get <query xmlns='urn:xmpp:mam:2'/>",
        "get <metadata xmlns='urn:xmpp:mam:2'/>",
        "get <prefs xmlns='urn:xmpp:mam:2'/>",
        "set <prefs xmlns='urn:xmpp:mam:2' default='never'/>"
      })
  @DisplayName("A85: bob's archive is forbidden for alice")
  void archivesOfOthers(String request) {
    String[] parts = request.split(" ", 2);
    try (var alice = arena.login()) {
      Xml.Element answer = alice.request(parts[0], arena.bob().jid(), parts[1]);
      assertThat(Arena.condition(answer)).isEqualTo("forbidden");
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A85: the ids of bob's archive open nothing in alice's, and tell nothing")
  void idsOfOthers() {
    try (var alice = arena.login()) {
      alice.send(message(arena.bob().jid(), "to bob"));
      var heard = arena.victim().await(event -> Arena.is(event, "message"));
      String id =
          ((StreamEvent.Received) heard).element().child("stanza-id").orElseThrow().attribute("id");

      for (String field : new String[] {"ids", "after-id", "before-id"}) {
        Xml.Element answer = alice.request("set", query(field, String.valueOf(id)));
        assertThat(Arena.condition(answer)).as(field).isEqualTo("item-not-found");
      }
      assertThat(Arena.condition(alice.request("set", query("ids", "1"))))
          .isEqualTo("item-not-found");
    }
    arena.forgive();
  }

  @Test
  @DisplayName("A98: who registers a deleted name inherits no archive and no preferences")
  void inheritance() {
    var carol = arena.accounts().create("carol");
    var first = TestClient.login(arena.server(), carol, "old");
    first.send(message(carol.jid(), "secret"));
    Eventually.holds(SOON, () -> assertThat(count(first)).isEqualTo("1"));
    first.request("set", "<prefs xmlns='urn:xmpp:mam:2' default='never'><always/><never/></prefs>");
    var accounts = arena.server().server().accounts();
    assertThat(Backend.await(accounts.delete(Jid.parse(carol.jid())))).isTrue();
    assertThat(Arena.end(first)).isEqualTo("not-authorized");
    Backend.await(accounts.create(Jid.parse(carol.jid()), Password.of(carol.password())));
    try (var second = TestClient.login(arena.server(), carol, "new")) {
      assertThat(count(second)).isEqualTo("0");
      Xml.Element answer = second.request("get", "<prefs xmlns='urn:xmpp:mam:2'/>");
      assertThat(answer.child("prefs").orElseThrow().attribute("default")).isEqualTo("always");
    }
  }

  /** The texts are patterns in some languages of databases. */
  @Test
  @DisplayName("A116: 200 searches at a time are answered or put off, and bob is served")
  void manySearches() {
    try (var alice = arena.login()) {
      for (int i = 0; i < 50; i++) {
        alice.send(message(arena.alice().jid(), "aaaaaaaaaaaaaaaaaaaaaaaaaaaa! " + i));
      }
      String[] texts = {
        "(a+)+$", "%a%_", "a* OR 1", "\"a\" NEAR b", "a & !b", "'; DROP TABLE archive"
      };
      for (int i = 0; i < 200; i++) {
        String query = query(SEARCH, texts[i % texts.length]);
        alice.send("<iq type='set' id='s" + i + "'>" + query + "</iq>");
      }
      Map<String, Integer> outcomes = new HashMap<>();
      for (int i = 0; i < 200; i++) {
        String condition = Arena.condition(alice.answer("s" + i));
        outcomes.merge(condition.isEmpty() ? "answered" : condition, 1, Integer::sum);
      }
      assertThat(outcomes).containsKey("answered");
      assertThat(outcomes.keySet()).isSubsetOf("answered", "resource-constraint");
    }
    arena.untouched();
  }

  private static String message(String to, String body) {
    return "<message type='chat' to='" + to + "'><body>" + body + "</body></message>";
  }

  private static String query(String field, String value) {
    return "<query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data' type='submit'>"
        + "<field var='FORM_TYPE'><value>urn:xmpp:mam:2</value></field>"
        + "<field var='"
        + field
        + "'><value>"
        + Xml.escape(value)
        + "</value></field></x></query>";
  }

  private static String count(TestClient client) {
    String all =
        "<query xmlns='urn:xmpp:mam:2'><set"
            + " xmlns='http://jabber.org/protocol/rsm'><max>0</max></set></query>";
    Xml.Element fin = client.request("set", all).child("fin").orElseThrow();
    return fin.child("set").flatMap(set -> set.child("count")).orElseThrow().text();
  }
}
