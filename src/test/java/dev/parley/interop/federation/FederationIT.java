package dev.parley.interop.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestServer;
import dev.parley.testing.Xml;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * People here and people at prosody and ejabberd. All links are encrypted and prove themselves by
 * certificates of the test's authority, unless a test says otherwise.
 */
final class FederationIT {
  private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
  private static final String TUNE = "http://jabber.org/protocol/tune";

  /** Presence of a client that is interested in tunes, and in nothing else. */
  private static final String WANTS_TUNES =
      "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1'"
          + " node='https://tunes.example' ver='3pKpoiE4LWxMW6d4/GYSlYS+Wd8='/></presence>";

  @TempDir static Path folder;
  private static World world;

  /** Whose server it is. */
  enum Other {
    PROSODY,
    EJABBERD;

    TestServer server() {
      return this == PROSODY ? world.prosody("prosody.example") : world.ejabberd();
    }

    PeerProcess process() {
      return this == PROSODY ? world.prosodyProcess() : world.ejabberdProcess();
    }

    /** The one that is not this. */
    TestServer third() {
      return this == PROSODY ? EJABBERD.server() : PROSODY.server();
    }

    String rooms() {
      return this == PROSODY ? "rooms.prosody.example" : "rooms.ejabberd.example";
    }
  }

  @BeforeAll
  static void start() {
    world = World.start(folder);
  }

  @AfterAll
  static void stop() {
    if (world != null) {
      world.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void messagesGoBothWays(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online()) {
      juliet.say(romeo.full(), "Art thou not Romeo?");
      assertThat(romeo.hears("Art thou not Romeo?").attribute("from")).isEqualTo(juliet.full());
      romeo.say(juliet.jid(), "Neither, fair saint");
      assertThat(juliet.hears("Neither, fair saint").attribute("from")).isEqualTo(romeo.full());
    }
  }

  /** As many as fit into a burst stay in their order, in both directions. */
  @ParameterizedTest
  @EnumSource
  void messagesStayInOrder(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online()) {
      for (int i = 0; i < 50; i++) {
        juliet.say(romeo.full(), "number " + i);
        romeo.say(juliet.full(), "number " + i);
      }
      for (var person : List.of(juliet, romeo)) {
        for (int i = 0; i < 50; i++) {
          var text = person.await(stanza -> stanza.child("body").isPresent()).child("body");
          assertThat(text.map(Xml.Element::text)).hasValue("number " + i);
        }
      }
    }
  }

  /** RFC 6121 §3, §4. */
  @ParameterizedTest
  @EnumSource
  void contactsSeeEachOther(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online()) {
      var romeo = Person.at(other.server(), "romeo").online();
      juliet.befriend(romeo);
      juliet.send("<presence><show>away</show></presence>");
      assertThat(romeo.awaitPresence(juliet.full(), null).child("show").map(Xml.Element::text))
          .hasValue("away");
      romeo.send("<presence><show>dnd</show></presence>");
      assertThat(juliet.awaitPresence(romeo.full(), null).child("show").map(Xml.Element::text))
          .hasValue("dnd");
      assertThat(subscription(juliet, romeo.jid())).isEqualTo("both");
      assertThat(subscription(romeo, juliet.jid())).isEqualTo("both");
      var gone = romeo.full();
      romeo.close();
      juliet.awaitPresence(gone, "unavailable");
      // A probe at login brings the presence that is there (§4.2).
      romeo.login();
      romeo.online();
      assertThat(romeo.awaitPresence(juliet.full(), null).child("show").map(Xml.Element::text))
          .hasValue("away");
      juliet.awaitPresence(romeo.full(), null);
      // Removal takes both subscriptions away (RFC 6121 §2.5).
      juliet.ask("set", null, remove(romeo.jid()));
      romeo.awaitPresence(juliet.jid(), "unsubscribed");
      romeo.awaitPresence(juliet.full(), "unavailable");
      assertThat(subscription(romeo, juliet.jid())).isEqualTo("none");
      romeo.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aContactIsRemovedAtTheOtherSide(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online()) {
      juliet.befriend(romeo);
      romeo.ask("set", null, remove(juliet.jid()));
      juliet.awaitPresence(romeo.jid(), "unsubscribed");
      juliet.awaitPresence(romeo.full(), "unavailable");
      assertThat(subscription(juliet, romeo.jid())).isEqualTo("none");
    }
  }

  @ParameterizedTest
  @EnumSource
  void messagesWaitForThoseWhoAreAway(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet");
        var romeo = Person.at(other.server(), "romeo")) {
      romeo.say(juliet.jid(), "for later");
      juliet.say(romeo.jid(), "for later too");
      // What comes back has gone the same way behind them.
      juliet.ask("get", other.server().domain(), "<ping xmlns='urn:xmpp:ping'/>");
      romeo.ask("get", "parley.example", "<ping xmlns='urn:xmpp:ping'/>");
      juliet.send("<presence/>");
      assertThat(juliet.hears("for later").child("urn:xmpp:delay", "delay")).isPresent();
      romeo.send("<presence/>");
      assertThat(romeo.hears("for later too").child("urn:xmpp:delay", "delay")).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void serversAnswerForThemselvesAndForNobody(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online()) {
      assertThat(juliet.ask("get", other.server().domain(), "<ping xmlns='urn:xmpp:ping'/>"))
          .matches(answer -> "result".equals(answer.attribute("type")));
      assertThat(romeo.ask("get", "parley.example", "<ping xmlns='urn:xmpp:ping'/>"))
          .matches(answer -> "result".equals(answer.attribute("type")));
      assertThat(condition(juliet.refused(juliet.say("nobody@" + other.server().domain(), "?"))))
          .isEqualTo("service-unavailable");
      assertThat(condition(romeo.refused(romeo.say("nobody@parley.example", "?"))))
          .isEqualTo("service-unavailable");
      // A domain below that nobody serves.
      assertThat(condition(romeo.refused(romeo.say("x@other.parley.example", "?")))).isNotEmpty();
    }
  }

  /** XEP-0163: what contacts publish can be read, and by contacts alone. */
  @ParameterizedTest
  @EnumSource
  void contactsReadWhatIsPublished(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online();
        var stranger = Person.at(world.parley(), "paris").online()) {
      juliet.befriend(romeo);
      publish(juliet, "The Lark");
      publish(romeo, "The Nightingale");
      assertThat(items(romeo, juliet.jid()).toString()).contains("The Lark");
      assertThat(items(juliet, romeo.jid()).toString()).contains("The Nightingale");
      assertThat(items(stranger, romeo.jid()).attribute("type")).isEqualTo("error");
    }
  }

  /** XEP-0163 §4: clients that say so in their capabilities hear of it, in both directions. */
  @ParameterizedTest
  @EnumSource
  void contactsHearWhatIsPublished(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online()) {
      juliet.befriend(romeo);
      publish(juliet, "The Lark");
      publish(romeo, "The Nightingale");
      romeo.send(WANTS_TUNES);
      assertThat(hearsOf(romeo, "The Lark").attribute("from")).isEqualTo(juliet.jid());
      publish(juliet, "The Envious Moon");
      assertThat(hearsOf(romeo, "The Envious Moon").attribute("to")).isEqualTo(romeo.full());
      juliet.send(WANTS_TUNES);
      assertThat(hearsOf(juliet, "The Nightingale").attribute("from")).isEqualTo(romeo.jid());
    }
  }

  /** Tells who asks what the client can do, until it hears of an item. */
  private static Xml.Element hearsOf(Person person, String title) {
    while (true) {
      var stanza =
          person.await(heard ->
              heard.child("http://jabber.org/protocol/disco#info", "query").isPresent()
                  || heard.local().equals("message") && heard.toString().contains(title));
      if (stanza.local().equals("message")) {
        return stanza;
      }
      if ("get".equals(stanza.attribute("type"))) {
        var query = stanza.child("http://jabber.org/protocol/disco#info", "query").orElseThrow();
        var from = Objects.requireNonNull(stanza.attribute("from"));
        var id = Objects.requireNonNull(stanza.attribute("id"));
        person.send(
            "<iq type='result' to='"
                + Xml.escape(from)
                + "' id='"
                + Xml.escape(id)
                + "'><query xmlns='http://jabber.org/protocol/disco#info' node='"
                + Objects.requireNonNullElse(query.attribute("node"), "")
                + "'><identity category='client' type='pc'/><feature var='"
                + TUNE
                + "+notify'/></query></iq>");
      }
    }
  }

  /** XEP-0191: nothing of a blocked contact comes through, and they learn it as of a stranger. */
  @ParameterizedTest
  @EnumSource
  void aBlockedContactIsNotHeard(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online()) {
      juliet.befriend(romeo);
      juliet.ask(
          "set",
          null,
          "<block xmlns='urn:xmpp:blocking'><item jid='" + romeo.jid() + "'/></block>");
      romeo.awaitPresence(juliet.full(), "unavailable");
      assertThat(condition(romeo.refused(romeo.say(juliet.full(), "?"))))
          .isEqualTo("service-unavailable");
    }
  }

  /** XEP-0313: the archive here has both directions. */
  @ParameterizedTest
  @EnumSource
  void theArchiveHasBothDirections(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online()) {
      juliet.say(romeo.jid(), "to be kept");
      romeo.hears("to be kept");
      romeo.say(juliet.jid(), "to be kept as well");
      juliet.hears("to be kept as well");
      juliet.ask("set", null, "<query xmlns='urn:xmpp:mam:2'>" + with(romeo.jid()) + "</query>");
      var kept = juliet.client().waiting().toString();
      assertThat(kept).contains("to be kept<").contains("to be kept as well<");
    }
  }

  @ParameterizedTest
  @EnumSource
  void somebodyJoinsARoomElsewhere(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online()) {
      var room = "balcony-" + romeo.jid().hashCode() + "@" + other.rooms();
      join(romeo, room + "/romeo");
      romeo.ask(
          "set",
          room,
          "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data'"
              + " type='submit'/></query>");
      join(juliet, room + "/juliet");
      romeo.awaitPresence(room + "/juliet", null);
      juliet.send("<message type='groupchat' to='" + room + "'><body>Ay me!</body></message>");
      assertThat(romeo.hears("Ay me!").attribute("from")).isEqualTo(room + "/juliet");
      assertThat(juliet.hears("Ay me!").attribute("from")).isEqualTo(room + "/juliet");
      // A connection that breaks is a departure (RFC 6121 §4.5).
      juliet.client().drop();
      romeo.awaitPresence(room + "/juliet", "unavailable");
      juliet.login();
    }
  }

  /** And people from elsewhere in a room here. */
  @ParameterizedTest
  @EnumSource
  void somebodyFromElsewhereJoinsARoomHere(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online()) {
      var room = "orchard-" + other.name().toLowerCase(Locale.ROOT) + "@conference.parley.example";
      join(juliet, room + "/juliet");
      juliet.ask(
          "set",
          room,
          "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data'"
              + " type='submit'/></query>");
      join(romeo, room + "/romeo");
      juliet.awaitPresence(room + "/romeo", null);
      romeo.send("<message type='groupchat' to='" + room + "'><body>Lady</body></message>");
      assertThat(juliet.hears("Lady").attribute("from")).isEqualTo(room + "/romeo");
      assertThat(romeo.hears("Lady").attribute("from")).isEqualTo(room + "/romeo");
      romeo.client().drop();
      juliet.awaitPresence(room + "/romeo", "unavailable");
      romeo.login();
    }
  }

  /** XEP-0368: a server that is found by its record for direct TLS alone. */
  @Test
  void aServerIsReachedByDirectTls() {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(world.prosody("direct.example"), "romeo").online()) {
      juliet.say(romeo.full(), "straight");
      romeo.hears("straight");
      romeo.say(juliet.full(), "and back");
      juliet.hears("and back");
    }
  }

  /** XEP-0220, where the policy allows it. */
  @Test
  void aServerProvesItselfByDialback() {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(world.prosody("dialback.example"), "romeo").online()) {
      romeo.say(juliet.full(), "it is I");
      juliet.hears("it is I");
      juliet.say(romeo.full(), "I know");
      romeo.hears("I know");
    }
  }

  static Stream<String> wrong() {
    return World.WRONG.stream();
  }

  /** A37: nothing goes to a server whose certificate is wrong, and nothing comes from it. */
  @ParameterizedTest
  @MethodSource("wrong")
  void aServerWithAWrongCertificateIsNotSpokenTo(String domain) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(world.prosody(domain), "romeo").online()) {
      var error = juliet.refused(juliet.say(romeo.full(), "secret"));
      assertThat(condition(error)).startsWith("remote-server-");
      romeo.client().patience(Duration.ofSeconds(40));
      var back = romeo.refused(romeo.say(juliet.full(), "forged"));
      assertThat(condition(back)).startsWith("remote-server-");
      assertThat(juliet.client().waiting().toString()).doesNotContain("forged");
      assertThat(romeo.client().waiting().toString()).doesNotContain("secret");
    }
  }

  @Test
  void aBlockedDomainIsNotSpokenTo() {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(world.prosody("blocked.example"), "romeo").online()) {
      assertThat(condition(juliet.refused(juliet.say(romeo.full(), "?")))).isNotEmpty();
      romeo.client().patience(Duration.ofSeconds(40));
      assertThat(condition(romeo.refused(romeo.say(juliet.full(), "?")))).isNotEmpty();
      assertThat(juliet.client().waiting()).isEmpty();
    }
  }

  /** R24: a server that hangs delays nobody else, and gets what it missed, once and in order. */
  @ParameterizedTest
  @EnumSource
  void aServerThatHangsDelaysNobody(Other other) {
    try (var juliet = Person.at(world.parley(), "juliet").online();
        var romeo = Person.at(other.server(), "romeo").online();
        var paris = Person.at(other.third(), "paris").online()) {
      juliet.say(romeo.full(), "before");
      romeo.hears("before");
      other.process().freeze();
      try {
        for (int i = 0; i < 20; i++) {
          juliet.say(romeo.full(), "meanwhile " + i);
        }
        juliet.say(paris.full(), "to another");
        paris.hears("to another");
        paris.say(juliet.full(), "from another");
        juliet.hears("from another");
      } finally {
        other.process().thaw();
      }
      juliet.say(romeo.full(), "after");
      for (int i = 0; i < 20; i++) {
        var text = romeo.await(stanza -> stanza.child("body").isPresent()).child("body");
        assertThat(text.map(Xml.Element::text)).hasValue("meanwhile " + i);
      }
      romeo.hears("after");
    }
  }

  /** A server that was away is reached again, and nothing is lost in silence meanwhile. */
  @Test
  void aServerThatIsStartedAgainIsReached() throws Exception {
    try (var juliet = Person.at(world.parley(), "juliet").online()) {
      var romeo = Person.at(world.prosody("prosody.example"), "romeo").online();
      juliet.say(romeo.jid(), "before");
      romeo.hears("before");
      // What prosody has not acknowledged by now would go back when it is killed.
      awaitAcknowledgements("prosody.example");
      world.prosodyProcess().kill();
      var lost = juliet.say(romeo.jid(), "while it is away");
      world.prosodyProcess().start();
      romeo.login();
      romeo.online();
      juliet.client().patience(Duration.ofSeconds(40));
      romeo.client().patience(Duration.ofSeconds(40));
      var arrived =
          romeo.await(
              stanza -> stanza.local().equals("message") && lost.equals(stanza.attribute("id")));
      assertThat(arrived.child("body").map(Xml.Element::text)).hasValue("while it is away");
      romeo.say(juliet.full(), "there again");
      juliet.hears("there again");
      assertThat(juliet.client().waiting().toString()).doesNotContain("type='error'");
      romeo.close();
    }
  }

  /** The others find this server again, whoever has called whom before. */
  @ParameterizedTest
  @EnumSource
  void thisServerIsStartedAgain(Other other) {
    try (var romeo = Person.at(other.server(), "romeo").online()) {
      var juliet = Person.at(world.parley(), "juliet").online();
      juliet.say(romeo.full(), "before");
      romeo.hears("before");
      romeo.say(juliet.full(), "before, too");
      juliet.hears("before, too");
      world.restartParley();
      juliet.client().drop();
      try (var nurse = Person.at(world.parley(), "nurse").online()) {
        romeo.client().patience(Duration.ofSeconds(60));
        nurse.client().patience(Duration.ofSeconds(60));
        nurse.say(romeo.full(), "there again");
        romeo.hears("there again");
        romeo.say(nurse.full(), "and heard");
        nurse.hears("and heard");
      }
    }
  }

  @Test
  void domainsThatAreNotThereAreSaidSo() {
    try (var juliet = Person.at(world.parley(), "juliet").online()) {
      for (var domain : List.of("nowhere.example", "10.0.0.1", "[::1]")) {
        assertThat(condition(juliet.refused(juliet.say("x@" + domain, "?"))))
            .isEqualTo("remote-server-not-found");
      }
    }
  }

  private static void awaitAcknowledgements(String domain) throws Exception {
    var ask = new JsonObject().put("domain", domain);
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < end) {
      var links =
          world
              .parley()
              .server()
              .admin()
              .run("link list", ask)
              .toCompletionStage()
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS)
              .getJsonArray("links");
      if (links.stream().allMatch(link -> ((JsonObject) link).getInteger("unacknowledged") == 0)) {
        return;
      }
    }
    throw new AssertionError(domain + " does not acknowledge");
  }

  private static String subscription(Person person, String jid) {
    return person.ask("get", null, "<query xmlns='jabber:iq:roster'/>").child("query").stream()
        .flatMap(Xml.Element::children)
        .filter(item -> jid.equals(item.attribute("jid")))
        .map(item -> String.valueOf(item.attribute("subscription")))
        .findFirst()
        .orElse("absent");
  }

  private static String remove(String jid) {
    return "<query xmlns='jabber:iq:roster'><item jid='"
        + jid
        + "' subscription='remove'/></query>";
  }

  private static String with(String jid) {
    return "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
        + "<value>urn:xmpp:mam:2</value></field><field var='with'><value>"
        + jid
        + "</value></field></x>";
  }

  private static void publish(Person person, String title) {
    var answer =
        person.ask(
            "set",
            null,
            "<pubsub xmlns='"
                + PUBSUB
                + "'><publish node='"
                + TUNE
                + "'><item id='current'><tune xmlns='"
                + TUNE
                + "'><title>"
                + title
                + "</title></tune></item></publish></pubsub>");
    assertThat(answer.attribute("type")).as(answer.toString()).isEqualTo("result");
  }

  private static Xml.Element items(Person person, String owner) {
    return person.ask(
        "get", owner, "<pubsub xmlns='" + PUBSUB + "'><items node='" + TUNE + "'/></pubsub>");
  }

  private static void join(Person person, String occupant) {
    person.send(
        "<presence to='" + occupant + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
    person.awaitPresence(occupant, null);
  }

  private static String condition(Xml.Element stanza) {
    return stanza.child("error").stream()
        .flatMap(Xml.Element::children)
        .filter(child -> "urn:ietf:params:xml:ns:xmpp-stanzas".equals(child.namespace()))
        .map(Xml.Element::local)
        .filter(name -> !name.equals("text"))
        .findFirst()
        .orElse("");
  }
}
