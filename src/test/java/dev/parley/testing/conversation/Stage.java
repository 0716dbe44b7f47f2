package dev.parley.testing.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.testing.ScramClient;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestServer;
import dev.parley.testing.TreeReader;
import dev.parley.testing.Xml;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plays the steps of one script; each method is a verb and fails with {@link AssertionError}. */
final class Stage {
  private static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";
  private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";

  private final Transcript transcript = new Transcript();
  private final Cast cast;
  private final Contacts contacts;
  private final Names names;
  private final Rooms rooms;
  private final Web web = new Web();
  private final Remotes remotes;

  /**
   * A stage on which nobody is yet.
   *
   * @param transport what carries the streams of which the script does not say
   */
  Stage(TestServer server, Transport transport) {
    this.cast = new Cast(server, transcript, transport);
    this.contacts = new Contacts(cast);
    this.names = new Names(cast::find);
    this.remotes = new Remotes(cast, names, transcript);
    this.rooms = new Rooms(cast, names);
  }

  Transcript transcript() {
    return transcript;
  }

  void account(String name) {
    cast.account(name);
  }

  void makeAdministrator(String name) {
    cast.server().makeAdministrator(cast.account(name));
  }

  /** Puts somebody on the list of the server's operator. */
  void block(String jid) {
    cast.server().block(names.fill(jid));
  }

  void disable(String name) {
    cast.server().disable(cast.account(name));
  }

  /** Makes `{name}` an app password and `{name.id}` its id. */
  void addAppPassword(String name, String appPassword) {
    var made = cast.server().addAppPassword(cast.account(name), appPassword);
    names.capture(appPassword + ".id", made.get(0));
    names.capture(appPassword, made.get(1));
  }

  void keepOnlyKey(String name, String mechanism) {
    cast.server().keepOnlyKey(cast.account(name), mechanism);
  }

  /** Does the task of XEP-0480 §3 for a mechanism, up to its outcome. */
  void answerSalt(String name, String mechanism) {
    var client = cast.actor(name).client();
    var salt = client.nextElement("task-data").child("salt").orElseThrow();
    var salted =
        new ScramClient(mechanism, "n,,", new byte[0], "", cast.account(name).password())
            .salted(
                Base64.getDecoder().decode(salt.text()),
                Integer.parseInt(String.valueOf(salt.attribute("iterations"))));
    client.send(
        "<task-data xmlns='urn:xmpp:sasl:2'><hash xmlns='urn:xmpp:scram-upgrade:0'>"
            + Base64.getEncoder().encodeToString(salted)
            + "</hash></task-data>");
  }

  void befriend(String one, String other) {
    contacts.befriend(one, other);
  }

  void subscribe(String user, String contact) {
    contacts.subscribe(user, contact);
  }

  void makeRoom(String name, String details) {
    rooms.make(name, details);
  }

  void enterRoom(String name, String details) {
    rooms.enter(name, details);
  }

  void leaveRoom(String name, String room) {
    rooms.leave(name, room);
  }

  void connect(String name) {
    cast.connect(name);
  }

  void comeOnline(String name, String content) {
    contacts.comeOnline(cast.connect(name), names.fill(content));
  }

  /** Comes online, and tells the server that it wants what is published at these nodes. */
  void comeOnlineWanting(String name, String nodes) {
    contacts.comeOnlineWanting(cast.connect(name), List.of(names.fill(nodes).split("\\s+")));
  }

  /** Opens the stream of a component; `{name.stream}` is its id. */
  void openComponent(String name, String domain) {
    names.capture(name + ".stream", cast.openComponent(name, domain).client().openComponent());
  }

  /** Sends the handshake of a component; the outcome is left to be received. */
  void shakeHands(String name, String secret) {
    var client = cast.actor(name).client();
    client.shakeHands(names.fill("{" + name + ".stream}"), names.fill(secret));
    client.isComponentOf(cast.server().domain());
  }

  /**
   * Connects a component.
   *
   * @param details its domain, `with`, its secret
   */
  void connectComponent(String name, String details) {
    var words = details.split("\\s+");
    openComponent(name, words[0]);
    shakeHands(name, words[2]);
    receive(name, "<handshake/>");
    transcript.summarize(name, "(connects as component " + words[0] + ")");
  }

  /** The other servers that the script plays. */
  Remotes remotes() {
    return remotes;
  }

  void logIn(String name) {
    cast.logIn(name);
  }

  /** Opens a connection of the kind that is named, and no stream. */
  void open(String name, Transport over) {
    cast.open(name, over);
  }

  void logInOver(String name, String over) {
    cast.logIn(name, Transport.named(over));
  }

  void connectOver(String name, String over) {
    cast.connect(name, Transport.named(over));
  }

  void comeOnlineOver(String name, String over) {
    contacts.comeOnline(cast.connect(name, Transport.named(over)), "");
  }

  /** Sends one message of a WebSocket just as it stands here. */
  void sendMessage(String name, String template) {
    var text = names.fill(template);
    transcript.sent(name, text);
    cast.actor(name).client().sendMessage(text);
  }

  /** The server ends the connection with this word, and without ending the stream. */
  void cutOff(String name, String reason) {
    var actor = cast.actor(name);
    var event = actor.next();
    if (!event.equals(new StreamEvent.Disconnected(reason))) {
      throw new AssertionError(name + " expected to be cut off with " + reason + ", got " + event);
    }
    cast.leave(name);
    contacts.leave(actor);
  }

  void openTcp(String name) {
    cast.openTcp(name);
  }

  void openTls(String name) {
    cast.openTls(name);
  }

  void openDirectTls(String name) {
    cast.openDirectTls(name);
  }

  void openStream(String name) {
    cast.actor(name).client().openStream();
  }

  void startTls(String name) {
    cast.actor(name).client().handshake();
  }

  void authenticate(String name, String mechanism) {
    cast.actor(name).client().authenticate(mechanism, cast.account(name));
  }

  /**
   * Makes a SCRAM exchange up to the outcome.
   *
   * @param details the mechanism, then any of `password=`, `user=`, `gs2=`
   */
  void tryMechanism(String name, String details) {
    var words = names.fill(details).split("\\s+");
    cast.actor(name).client().respond(scram(name, words, options(words)), words[0]);
  }

  private static Map<String, String> options(String[] words) {
    var options = new TreeMap<String, String>();
    for (int i = 1; i < words.length; i++) {
      var pair = words[i].split("=", 2);
      options.put(pair[0], pair[1]);
    }
    return options;
  }

  private ScramClient scram(String name, String[] words, Map<String, String> options) {
    var gs2 =
        options.getOrDefault(
            "gs2", words[0].endsWith("-PLUS") ? "p=tls-server-end-point,," : "n,,");
    var account = cast.account(name);
    return new ScramClient(
        words[0],
        gs2,
        gs2.startsWith("p=") ? cast.actor(name).client().channelBinding() : new byte[0],
        options.getOrDefault("user", account.name()),
        options.getOrDefault("password", account.password()));
  }

  /**
   * Logs in by SASL2 (XEP-0388) up to the outcome.
   *
   * @param details the mechanism, then any of `password=`, `user=`, `token=`, then the children of
   *     `authenticate`
   */
  void enter(String name, String details) {
    var filled = names.fill(details);
    int xml = filled.indexOf('<');
    var words = (xml < 0 ? filled : filled.substring(0, xml)).strip().split("\\s+");
    var children = xml < 0 ? "" : filled.substring(xml);
    transcript.sent(name, "(enters with " + filled + ")");
    var options = options(words);
    var client = cast.actor(name).client();
    var account = cast.account(name);
    if (words[0].startsWith("SCRAM")) {
      client.enter(scram(name, words, options), words[0], children);
      return;
    }
    var user = options.getOrDefault("user", account.name());
    client.enter(
        words[0],
        words[0].startsWith("HT-")
            ? client.tokenProof(words[0], user, String.valueOf(options.get("token")))
            : ("\0" + user + "\0" + options.getOrDefault("password", account.password()))
                .getBytes(UTF_8),
        children);
  }

  void send(String name, String template) {
    var text = names.fill(template);
    transcript.sent(name, text);
    cast.actor(name).client().send(text);
  }

  void sendBytes(String name, String hex) {
    transcript.sent(name, hex);
    cast.actor(name).client().sendBytes(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
  }

  void receive(String name, String template) {
    var actor = cast.actor(name);
    for (var expected : TreeReader.readStanzas(names.fillPattern(template))) {
      check(actor, expected, actor.next(expected));
    }
  }

  /** Asks an HTTP server. */
  void ask(String name, String template) {
    var text = names.fill(template);
    transcript.sent(name, text);
    transcript.summarize(name, web.ask(name, text));
  }

  /** Asks an HTTP server, and goes on without waiting for what it answers. */
  void beginToAsk(String name, String template) {
    var text = names.fill(template);
    transcript.sent(name, text);
    web.begin(name, text);
  }

  /** What the HTTP server has answered. */
  void hear(String name, String template) {
    web.check(name, names.fillPattern(template), names::capture);
  }

  void receiveInAnyOrder(String name, String template) {
    var actor = cast.actor(name);
    var expected = new ArrayList<>(TreeReader.readStanzas(names.fillPattern(template)));
    while (!expected.isEmpty()) {
      var event = actor.next();
      var fitting = expected.stream().filter(one -> fits(actor, one, event)).findFirst();
      if (fitting.isEmpty()) {
        throw new AssertionError(
            name + " expected one of\n  " + expected + "\nbut got\n  " + event);
      }
      check(actor, fitting.get(), event);
      expected.remove(fitting.get());
    }
  }

  void receiveHeader(String name, String attributes) {
    var expected =
        TreeReader.read(
            "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' "
                + names.fillPattern(attributes)
                + "/>");
    var actor = cast.actor(name);
    check(actor, expected, actor.next());
  }

  /** A SASL challenge whose decoded text fits; holes are those of attribute values. */
  void receiveChallenge(String name, String template) {
    var challenge = cast.actor(name).client().nextElement("challenge");
    var text = new String(Base64.getDecoder().decode(challenge.text()), UTF_8);
    var captures = new TreeMap<String, String>();
    if (!ValuePattern.of(names.fillPattern(template)).matches(text, captures)) {
      throw new AssertionError(
          name + " expected challenge\n  " + template + "\nbut got\n  " + text);
    }
    captures.forEach(names::capture);
  }

  /** Makes the client an interested resource (RFC 6121 §2.2). */
  void getRoster(String name) {
    cast.actor(name).client().request("get", Contacts.ROSTER);
  }

  void receiveNothing(String name) {
    settle();
    var unheard = cast.actor(name).unheard();
    if (!unheard.isEmpty()) {
      throw new AssertionError(name + " should have received nothing, but got " + unheard);
    }
  }

  void closedWith(String name, String error) {
    var condition =
        error.startsWith("<") ? error : "<" + error + " xmlns='" + STREAM_ERRORS + "'/>";
    receive(name, "<stream:error>" + condition + "{more}</stream:error>");
    closed(name);
  }

  /** The server ends the stream and the connection. */
  void closed(String name) {
    var actor = cast.actor(name);
    expect(actor, StreamEvent.Closed.class, actor.next());
    expect(actor, StreamEvent.Disconnected.class, actor.next());
    cast.leave(name);
    contacts.leave(actor);
  }

  /** The client ends the stream, and the server too (RFC 6120 §4.4). */
  void close(String name) {
    transcript.sent(name, "(ends the stream)");
    cast.actor(name).client().sendClose();
    closed(name);
  }

  void drop(String name) {
    var actor = cast.actor(name);
    transcript.sent(name, "(drops the connection)");
    actor.client().drop();
    cast.leave(name);
    contacts.leave(actor);
  }

  /** The client has resumed the session that had this name (XEP-0198 §5). */
  void isBack(String name) {
    cast.actor(name).client().resumed(cast.account(name).jid() + name.substring(name.indexOf('/')));
  }

  void ignore(String name, String what) {
    cast.actor(name).ignore(what);
  }

  /** Checks that nobody has heard more than the script says. */
  void finish() {
    settle();
    for (var actor : cast.actors()) {
      if (actor.isBound() && !actor.unheard().isEmpty()) {
        throw new AssertionError(actor.name() + " also received " + actor.unheard());
      }
    }
  }

  /** Cuts all connections. */
  void clear() {
    cast.actors().forEach(actor -> actor.client().drop());
    remotes.close();
  }

  /**
   * Returns when what was sent so far has arrived: every client asks its account and then all
   * others for an answer of whatever kind, because a stanza passes its sender's home and then its
   * receiver's.
   */
  private void settle() {
    for (var actor : cast.actors()) {
      if (actor.isBound()) {
        actor.client().request("get", PING);
      }
    }
    rooms.settle();
    for (var actor : cast.actors()) {
      if (actor.isBound()) {
        cast.accounts().forEach(account -> actor.client().request("get", account.jid(), PING));
      }
    }
    for (var actor : cast.actors()) {
      if (actor.isBound()) {
        actor.client().request("get", PING);
      }
    }
  }

  private boolean fits(Actor actor, Xml.Element expected, StreamEvent event) {
    return event instanceof StreamEvent.Received received
        && actor.expectation().difference(expected, received.element()) == null;
  }

  private void check(Actor actor, Xml.Element expected, StreamEvent event) {
    var element = element(event);
    if (element.isEmpty()) {
      throw new AssertionError(mismatch(actor, expected, event));
    }
    var expectation = actor.expectation();
    var difference = expectation.difference(expected, element.get(0));
    if (difference != null) {
      throw new AssertionError(mismatch(actor, expected, event) + "\ndifference\n  " + difference);
    }
    expectation.captures().forEach(names::capture);
    if (element.get(0).is("urn:ietf:params:xml:ns:xmpp-sasl", "success")) {
      actor.client().expectRestart();
    }
  }

  private static String mismatch(Actor actor, Xml.Element expected, StreamEvent event) {
    return actor.name() + " expected\n  " + expected + "\nbut got\n  " + event;
  }

  private static List<Xml.Element> element(StreamEvent event) {
    return event instanceof StreamEvent.Received received
        ? List.of(received.element())
        : event instanceof StreamEvent.Opened opened ? List.of(opened.header()) : List.of();
  }

  private static void expect(Actor actor, Class<?> kind, StreamEvent event) {
    if (!kind.isInstance(event)) {
      throw new AssertionError(actor.name() + " expected to see the stream end, but got " + event);
    }
  }
}
