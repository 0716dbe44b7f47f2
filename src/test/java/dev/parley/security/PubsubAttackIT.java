package dev.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes of other accounts, and what is too much (A70, A89, A98, A119). */
final class PubsubAttackIT {
  private static final String NS = "http://jabber.org/protocol/pubsub";
  private static final String NOTE = "<note xmlns='urn:example:note'>secret</note>";

  private static Arena arena;

  @BeforeAll
  static void start() {
    arena = new Arena(Map.of("modules.pubsub.nodesPerAccount", "20"));
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  private static String pubsub(String owner, String content) {
    return "<pubsub xmlns='" + NS + owner + "'>" + content + "</pubsub>";
  }

  private static Xml.Element publish(TestClient client, String node, String payload) {
    return client.request(
        "set",
        pubsub("", "<publish node='" + node + "'><item id='a'>" + payload + "</item></publish>"));
  }

  private static String condition(Xml.Element answer) {
    return answer
        .children()
        .filter(child -> child.local().equals("error"))
        .flatMap(Xml.Element::children)
        .map(Xml.Element::local)
        .toList()
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          get |        | <items node='%s'/>
          get |        | <items node='%s'><item id='a'/></items>
          get |        | <options node='%s' jid='{me}'/>
          set |        | <subscribe node='%s' jid='{me}'/>
          set |        | <publish node='%s'><item id='a'><x xmlns='urn:x'/></item></publish>
          set |        | <retract node='%s'><item id='a'/></retract>
          set |        | <create node='%s'/>
          get | #owner | <configure node='%s'/>
          set | #owner | <configure node='%s'><x xmlns='jabber:x:data' type='cancel'/></configure>
          set | #owner | <delete node='%s'/>
          set | #owner | <purge node='%s'/>
          get | #owner | <subscriptions node='%s'/>
          get | #owner | <affiliations node='%s'/>
          """)
  @DisplayName("A89: a private node of somebody else looks like none at all")
  void privateNodesAreHidden(String type, String owner, String content) {
    String private1 = "urn:xmpp:bookmarks:1";
    publish(arena.victim(), private1, "<conference xmlns='urn:xmpp:bookmarks:1'/>");
    try (var alice = arena.login()) {
      String asked = content.replace("{me}", arena.alice().jid());
      String suffix = owner == null ? "" : owner;
      String bob = arena.bob().jid();
      Xml.Element there = alice.request(type, bob, pubsub(suffix, asked.replace("%s", private1)));
      Xml.Element missing =
          alice.request(type, bob, pubsub(suffix, asked.replace("%s", "urn:example:none")));

      assertThat(there.attribute("type")).isEqualTo("error");
      assertThat(condition(there)).isEqualTo(condition(missing)).isNotEqualTo("[]");
    }
  }

  @Test
  @DisplayName("A89: a private node that is made again with other options does not open")
  void privateNodesStayPrivate() {
    String node = "urn:xmpp:mds:displayed:0";
    Xml.Element answer =
        arena
            .victim()
            .request(
                "set",
                pubsub(
                    "",
                    "<publish node='"
                        + node
                        + "'><item id='a'>"
                        + NOTE
                        + "</item></publish><publish-options><x xmlns='jabber:x:data'"
                        + " type='submit'><field"
                        + " var='pubsub#access_model'><value>open</value></field></x>"
                        + "</publish-options>"));

    assertThat(condition(answer)).contains("not-acceptable");
  }

  @Test
  @DisplayName("A98: who gets a name that was deleted inherits no nodes, rights or subscriptions")
  void laterOwnersInheritNothing() {
    String service = "pubsub." + arena.server().domain();
    var first = arena.accounts().create("carol");
    try (var carol = TestClient.login(arena.server(), first, "old")) {
      publish(carol, "urn:example:note", NOTE);
      carol.request("set", service, pubsub("", "<create node='carols'/>"));
      carol.request(
          "set", service, pubsub("", "<subscribe node='carols' jid='" + first.jid() + "'/>"));
      carol.request("set", "<query xmlns='jabber:iq:register'><remove/></query>");
    }
    arena.server().addAccount(first);
    try (var carol = TestClient.login(arena.server(), first, "new")) {
      assertThat(condition(carol.request("get", pubsub("", "<items node='urn:example:note'/>"))))
          .contains("item-not-found");
      assertThat(
              condition(
                  carol.request("get", service, pubsub("#owner", "<configure node='carols'/>"))))
          .contains("forbidden");
      assertThat(carol.request("get", service, pubsub("", "<subscriptions/>")).toString())
          .doesNotContain("carols");
    }
  }

  @Test
  @DisplayName("A117: 100 publications to 10 000 subscribers take the server from nobody")
  void manySubscribers() {
    try (var alice = arena.login()) {
      assertThat(alice.request("set", pubsub("", "<create node='crowd'/>")).attribute("type"))
          .isEqualTo("result");
      for (int i = 0; i < 10_000; i += 100) {
        var some = new StringBuilder();
        for (int j = i; j < i + 100; j++) {
          some.append("<subscription jid='nobody")
              .append(j)
              .append("@localhost' subscription='subscribed'/>");
        }
        var content = "<subscriptions node='crowd'>" + some + "</subscriptions>";
        assertThat(alice.request("set", pubsub("#owner", content)).attribute("type"))
            .isEqualTo("result");
      }
      for (int i = 0; i < 100; i++) {
        alice.send(
            "<iq type='set' id='p"
                + i
                + "'>"
                + pubsub("", "<publish node='crowd'><item>" + NOTE + "</item></publish>")
                + "</iq>");
      }
      arena.untouched();
      assertThat(alice.request("get", "<ping xmlns='urn:xmpp:ping'/>").attribute("type"))
          .isEqualTo("result");
    }
    arena.untouched();
  }

  @Test
  @DisplayName("A119: many nodes and large items are refused")
  void tooMuchIsRefused() {
    try (var alice = arena.login()) {
      assertThat(
              condition(
                  publish(
                      alice,
                      "urn:example:big",
                      "<x xmlns='urn:x'>" + "x".repeat(200_000) + "</x>")))
          .contains("payload-too-big");
      List<String> outcomes =
          IntStream.range(0, 25)
              .mapToObj(i -> publish(alice, "urn:example:" + i, NOTE))
              .map(PubsubAttackIT::condition)
              .toList();
      assertThat(outcomes.subList(0, 15)).containsOnly("[]");
      assertThat(outcomes.get(24)).contains("resource-constraint");
      assertThat(condition(publish(alice, "urn:example:" + "x".repeat(1_000), NOTE)))
          .contains("not-acceptable");
    }
  }

  @Test
  @DisplayName("A119: one account does not subscribe with resources without end")
  void manyAddressesOfOneSubscriber() {
    String node = "urn:example:open";
    publish(arena.victim(), node, NOTE);
    try (var alice = arena.login()) {
      String configure =
          "<configure node='"
              + node
              + "'><x xmlns='jabber:x:data' type='submit'><field"
              + " var='pubsub#access_model'><value>open</value></field></x></configure>";
      assertThat(condition(arena.victim().request("set", pubsub("#owner", configure))))
          .isEqualTo("[]");
      List<String> outcomes =
          IntStream.range(0, 25)
              .mapToObj(i -> "jid='" + alice.jid().replaceFirst("/.*", "") + "/" + i + "'")
              .map(jid -> pubsub("", "<subscribe node='" + node + "' " + jid + "/>"))
              .map(request -> condition(alice.request("set", arena.bob().jid(), request)))
              .toList();

      assertThat(outcomes.subList(0, 20)).containsOnly("[]");
      assertThat(outcomes.subList(20, 25))
          .containsOnly("[policy-violation, too-many-subscriptions]");
    }
  }
}
