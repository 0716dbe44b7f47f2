package dev.parley.transport.s2s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.TwoServers;
import dev.parley.testing.Xml;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do who have their accounts on two servers: contacts, nodes, rooms, archives. */
final class AcrossServersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String AVATAR = "urn:xmpp:avatar:metadata";
  private static final String DEVICES = "eu.siacs.conversations.axolotl.devicelist";
  private static final String ROOM = "balcony@conference." + TwoServers.CAPULET;

  private static TwoServers servers;
  private static final List<TestClient> CLIENTS = new ArrayList<>();

  @BeforeAll
  static void start() {
    servers = new TwoServers(TwoServers.Trust.CERTIFICATES, false, Map.of());
  }

  @AfterAll
  static void stop() {
    CLIENTS.forEach(TestClient::drop);
    servers.close();
  }

  @Test
  void nodesOfContactsAreToldAndFetched() {
    var juliet = login(servers.capulet(), "juliet");
    var romeo = login(servers.montague(), "romeo");
    befriend(romeo, juliet);
    publish(juliet, AVATAR, "<metadata xmlns='" + AVATAR + "'/>", "");
    var subscribed =
        romeo.request(
            "set",
            bare(juliet),
            "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='"
                + AVATAR
                + "' jid='"
                + bare(romeo)
                + "'/></pubsub>");
    assertThat(subscribed.attribute("type")).as(subscribed.toString()).isEqualTo("result");
    publish(juliet, AVATAR, "<metadata xmlns='" + AVATAR + "'><info id='x'/></metadata>", "");
    var event = received(romeo, AcrossServersIT::isEvent);
    assertThat(event.attribute("from")).isEqualTo(bare(juliet));
    assertThat(event.toString()).contains("node='" + AVATAR + "'");

    var options =
        "<publish-options><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'"
            + " type='hidden'><value>http://jabber.org/protocol/pubsub#publish-options</value>"
            + "</field><field var='pubsub#access_model'><value>open</value></field></x>"
            + "</publish-options>";
    publish(juliet, DEVICES, "<list xmlns='eu.siacs.conversations.axolotl'/>", options);
    assertThat(items(romeo, juliet, AVATAR).attribute("type")).isEqualTo("result");
    var stranger = login(servers.montague(), "tybalt");
    assertThat(items(stranger, juliet, DEVICES).toString()).contains("<list");
    assertThat(condition(items(stranger, juliet, AVATAR))).isNotEmpty();
  }

  /** XEP-0163 §4: filtered by what the clients say that they want. */
  @Test
  void contactsHearWhatIsPublished() {
    var juliet = login(servers.capulet(), "juliet");
    var romeo = login(servers.montague(), "romeo");
    befriend(romeo, juliet);
    befriend(juliet, romeo);
    publish(juliet, AVATAR, "<metadata xmlns='" + AVATAR + "'><info id='first'/></metadata>", "");
    for (var person : List.of(romeo, juliet)) {
      person.send(
          "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1'"
              + " node='https://avatars.example' ver='1vq/lNJHZydQjsudiA2TElgzskU='/></presence>");
    }
    assertThat(hearsOf(romeo, "first").attribute("from")).isEqualTo(bare(juliet));
    assertThat(hearsOf(juliet, "first").attribute("from")).isEqualTo(bare(juliet));

    publish(juliet, AVATAR, "<metadata xmlns='" + AVATAR + "'><info id='second'/></metadata>", "");
    assertThat(hearsOf(romeo, "second").attribute("to")).isEqualTo(romeo.jid());
    publish(romeo, "urn:example:other", "<note xmlns='urn:example:note'/>", "");
    publish(romeo, AVATAR, "<metadata xmlns='" + AVATAR + "'><info id='third'/></metadata>", "");
    assertThat(hearsOf(juliet, "third").attribute("from")).isEqualTo(bare(romeo));
    assertThat(juliet.waiting().toString()).doesNotContain("urn:example:other");
  }

  /** Tells who asks what the client can do, until it hears of an item. */
  private static Xml.Element hearsOf(TestClient person, String text) {
    while (true) {
      var stanza =
          received(
              person,
              heard ->
                  heard.child("http://jabber.org/protocol/disco#info", "query").isPresent()
                      || isEvent(heard) && heard.toString().contains(text));
      if (isEvent(stanza)) {
        return stanza;
      }
      var query = stanza.child("http://jabber.org/protocol/disco#info", "query").orElseThrow();
      person.send(
          "<iq type='result' to='"
              + stanza.attribute("from")
              + "' id='"
              + stanza.attribute("id")
              + "'><query xmlns='http://jabber.org/protocol/disco#info' node='"
              + query.attribute("node")
              + "'><identity category='client' type='pc'/><feature var='"
              + AVATAR
              + "+notify'/></query></iq>");
    }
  }

  @Test
  void whoIsAwayGetsItLater() {
    var juliet = login(servers.capulet(), "juliet");
    var account = new AccountFactory(servers.montague()).create("romeo");
    var there = login(servers.montague(), account);
    var romeo = bare(there);
    there.close();
    juliet.send("<message type='chat' to='" + romeo + "' id='m1'><body>Soft!</body></message>");
    // Answered behind the message, on the same way.
    juliet.request("get", romeo, "<ping xmlns='urn:xmpp:ping'/>");
    var back = login(servers.montague(), account);
    var kept = received(back, element -> element.local().equals("message"));
    assertThat(kept.attribute("id")).isEqualTo("m1");
    assertThat(kept.child("urn:xmpp:delay", "delay")).isPresent();
  }

  @Test
  void messagesStayInTheirOrder() {
    var juliet = login(servers.capulet(), "juliet");
    var romeo = login(servers.montague(), "romeo");
    var nurse = login(servers.capulet(), "nurse");
    for (int i = 0; i < 300; i++) {
      juliet.send(chat(romeo, "j" + i));
      romeo.send(chat(juliet, "r" + i));
      nurse.send(chat(romeo, "n" + i));
    }
    assertThat(ids(juliet, romeo)).isEqualTo(numbered("r"));
    var heard = new ArrayList<String>();
    for (int i = 0; i < 600; i++) {
      heard.add(message(romeo).attribute("id"));
    }
    for (var sender : List.of("j", "n")) {
      assertThat(heard.stream().filter(id -> id.startsWith(sender))).isEqualTo(numbered(sender));
    }
  }

  private static List<String> numbered(String sender) {
    return IntStream.range(0, 300).mapToObj(number -> sender + number).toList();
  }

  private static List<String> ids(TestClient reader, TestClient from) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 300; i++) {
      var message = message(reader);
      assertThat(message.attribute("from")).isEqualTo(from.jid());
      ids.add(message.attribute("id"));
    }
    return ids;
  }

  @Test
  void aRoomWithPeopleOfBothServers() {
    var juliet = login(servers.capulet(), "juliet");
    var romeo = login(servers.montague(), "romeo");
    make(juliet);
    join(romeo, "romeo");
    occupant(juliet, "romeo", null);

    romeo.send(inRoom("g1", "Lady, by yonder blessed moon"));
    juliet.send(inRoom("g2", "O, swear not by the moon"));
    for (var person : List.of(juliet, romeo)) {
      var ids = List.of(spoken(person).attribute("id"), spoken(person).attribute("id"));
      assertThat(ids).containsExactlyInAnyOrder("g1", "g2");
    }

    romeo.send("<presence to='" + ROOM + "/montague'/>");
    assertThat(occupant(juliet, "romeo", "unavailable").toString()).contains("nick='montague'");
    occupant(juliet, "montague", null);
    occupant(romeo, "montague", null);
    assertThat(selfPing(romeo, "montague").attribute("type")).isEqualTo("result");

    romeo.send(
        "<iq type='set' id='mam' to='"
            + ROOM
            + "'><query xmlns='urn:xmpp:mam:2' queryid='q'/>"
            + "</iq>");
    var bodies = new ArrayList<String>();
    while (bodies.size() < 2) {
      var found = received(romeo, element -> element.child("urn:xmpp:mam:2", "result").isPresent());
      bodies.add(found.toString().contains("yonder") ? "g1" : "g2");
    }
    assertThat(bodies).containsExactlyInAnyOrder("g1", "g2");
    assertThat(romeo.answer("mam").attribute("type")).isEqualTo("result");

    juliet.request(
        "set",
        ROOM,
        "<query xmlns='http://jabber.org/protocol/muc#admin'><item nick='montague' role='none'/>"
            + "</query>");
    assertThat(occupant(romeo, "montague", "unavailable").toString()).contains("code='307'");
    assertThat(condition(selfPing(romeo, "montague"))).isEqualTo("not-acceptable");
  }

  /** RFC 6121 §3, §4; XEP-0410. */
  @Test
  void aServerThatIsStartedAgain() {
    try (var pair = new TwoServers(TwoServers.Trust.CERTIFICATES, false, Map.of())) {
      var account = new AccountFactory(pair.montague()).create("romeo");
      var romeo = login(pair.montague(), account);
      var house = new AccountFactory(pair.capulet()).create("juliet");
      var juliet = login(pair.capulet(), house);
      befriend(juliet, romeo);
      befriend(romeo, juliet);
      make(juliet);
      join(romeo, "romeo");
      pair.restartMontague();

      var again = login(pair.montague(), account);
      // A probe at login, in both directions (RFC 6121 §4.2).
      presence(again, juliet.jid());
      presence(juliet, again.jid());

      join(again, "romeo2");
      pair.restartCapulet();
      var told = condition(selfPing(again, "romeo2"));
      while (!told.equals("not-acceptable") && !told.equals("item-not-found")) {
        assertThat(told).isIn("remote-server-timeout", "service-unavailable");
        told = condition(selfPing(again, "romeo2"));
      }
    }
  }

  @Test
  void aDomainThatIsNotSpokenWith() {
    var settings = Map.of("s2s.policy.domains", "{\"" + TwoServers.MONTAGUE + "\":\"blocked\"}");
    try (var pair = new TwoServers(TwoServers.Trust.CERTIFICATES, false, settings)) {
      var juliet = login(pair.capulet(), "juliet");
      var romeo = login(pair.montague(), "romeo");
      juliet.send(chat(romeo, "m1"));
      assertThat(condition(message(juliet))).isEqualTo("remote-server-not-found");
      romeo.send(chat(juliet, "m2"));
      assertThat(condition(message(romeo))).isEqualTo("remote-server-timeout");
    }
  }

  @Test
  void theOperatorSeesWhoIsConnected() throws Exception {
    var juliet = login(servers.capulet(), "juliet");
    var romeo = login(servers.montague(), "romeo");
    juliet.send(chat(romeo, "m1"));
    message(romeo);
    var nowhere = "nowhere." + TwoServers.MONTAGUE;
    TwoServers.route(servers.capulet(), Map.of(nowhere, "127.0.0.1:1"));
    juliet.send("<message to='x@" + nowhere + "' id='m2'><body>?</body></message>");

    var here = links(servers.capulet(), TwoServers.MONTAGUE);
    var there = links(servers.montague(), TwoServers.CAPULET);
    assertThat(here + there)
        .contains("\"direction\":\"out\",\"state\":\"up\",\"proof\":\"certificate\"")
        .contains("\"direction\":\"in\",\"state\":\"up\",\"proof\":\"certificate\"")
        .contains("\"tls\":\"TLSv1.3\"");
    var failing = links(servers.capulet(), nowhere);
    for (long end = System.nanoTime() + PATIENCE.toNanos();
        !failing.contains("refused") && System.nanoTime() < end; ) {
      failing = links(servers.capulet(), nowhere);
    }
    assertThat(failing).contains("refused").contains("\"waiting\":1");
  }

  private static String links(ParleyTestServer server, String domain) throws Exception {
    return server
        .server()
        .admin()
        .run("link list", new JsonObject().put("domain", domain))
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .encode();
  }

  private static TestClient login(ParleyTestServer server, String name) {
    return login(server, new AccountFactory(server).create(name));
  }

  private static TestClient login(ParleyTestServer server, Account account) {
    var client = TestClient.login(server, account, "hall").patience(PATIENCE);
    CLIENTS.add(client);
    client.request("get", "<query xmlns='jabber:iq:roster'/>");
    client.send("<presence/>");
    presence(client, client.jid());
    return client;
  }

  private static void befriend(TestClient one, TestClient other) {
    one.send("<presence type='subscribe' to='" + bare(other) + "'/>");
    received(other, element -> isPresence(element, bare(one), "subscribe"));
    other.send("<presence type='subscribed' to='" + bare(one) + "'/>");
    received(one, element -> isPresence(element, bare(other), "subscribed"));
    presence(one, other.jid());
  }

  private static void make(TestClient juliet) {
    join(juliet, "juliet");
    juliet.request(
        "set",
        ROOM,
        "<query xmlns='http://jabber.org/protocol/muc#owner'>"
            + "<x xmlns='jabber:x:data' type='submit'/></query>");
  }

  private static void join(TestClient person, String nick) {
    person.send(
        "<presence to='"
            + ROOM
            + "/"
            + nick
            + "'><x xmlns='http://jabber.org/protocol/muc'>"
            + "<history maxstanzas='0'/></x></presence>");
    occupant(person, nick, null);
    received(person, element -> element.child("subject").isPresent());
  }

  private static Xml.Element occupant(TestClient person, String nick, @Nullable String type) {
    return received(person, element -> isPresence(element, ROOM + "/" + nick, type));
  }

  private static Xml.Element selfPing(TestClient person, String nick) {
    return person.request("get", ROOM + "/" + nick, "<ping xmlns='urn:xmpp:ping'/>");
  }

  private static String inRoom(String id, String text) {
    return "<message type='groupchat' id='"
        + id
        + "' to='"
        + ROOM
        + "'><body>"
        + text
        + "</body></message>";
  }

  private static Xml.Element spoken(TestClient person) {
    return received(
        person,
        element ->
            "groupchat".equals(element.attribute("type")) && element.child("body").isPresent());
  }

  private static Xml.Element items(TestClient person, TestClient owner, String node) {
    return person.request(
        "get",
        bare(owner),
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node + "'/></pubsub>");
  }

  private static void publish(TestClient person, String node, String payload, String options) {
    var answer =
        person.request(
            "set",
            "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='"
                + node
                + "'><item id='current'>"
                + payload
                + "</item></publish>"
                + options
                + "</pubsub>");
    assertThat(answer.attribute("type")).as(answer.toString()).isEqualTo("result");
  }

  private static boolean isEvent(Xml.Element element) {
    return element.child("http://jabber.org/protocol/pubsub#event", "event").isPresent();
  }

  private static Xml.Element presence(TestClient client, String from) {
    return received(client, element -> isPresence(element, from, null));
  }

  private static boolean isPresence(Xml.Element element, String from, @Nullable String type) {
    return element.local().equals("presence")
        && from.equals(element.attribute("from"))
        && Objects.equals(type, element.attribute("type"));
  }

  private static Xml.Element message(TestClient client) {
    return received(client, element -> element.local().equals("message"));
  }

  private static Xml.Element received(TestClient client, Predicate<Xml.Element> wanted) {
    return ((StreamEvent.Received)
            client.await(event ->
                event instanceof StreamEvent.Received received && wanted.test(received.element())))
        .element();
  }

  private static String chat(TestClient to, String id) {
    return "<message type='chat' id='" + id + "' to='" + to.jid() + "'><body>Hi</body></message>";
  }

  private static String bare(TestClient client) {
    return client.jid().split("/", 2)[0];
  }

  private static String condition(Xml.Element stanza) {
    return stanza.child("error").stream()
        .flatMap(Xml.Element::children)
        .findFirst()
        .map(Xml.Element::local)
        .orElse("");
  }
}
