package dev.parley.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Password;
import dev.parley.protocol.jid.Jid;
import dev.parley.testing.Account;
import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways into somebody else's account, and what is left of an account that was taken away. */
final class LoginAttackIT {
  private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
  private static final String HEADER =
      "<stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final int SESSIONS = 5;
  private static final int FAILURES_PER_ACCOUNT = 5;

  private static Arena arena;

  @BeforeAll
  static void start() {
    arena =
        new Arena(
            Map.of(
                "limits.profile", "public",
                "limits.connections.perAddress", "0",
                "limits.connections.perPrefix", "0",
                "limits.connections.newPerSecondPerPrefix", "0",
                "auth.failureDelay", "1ms",
                "limits.login.failuresPerAddress", "20",
                "limits.login.failuresPerAccount", String.valueOf(FAILURES_PER_ACCOUNT),
                "limits.account.sessions", String.valueOf(SESSIONS),
                "modules.registration.open", "true",
                "modules.registration.perAddressPerHour", "0"));
  }

  @AfterAll
  static void stop() {
    arena.close();
  }

  /** 12 addresses of 12 networks, 4 guesses each, instead of 10 000 over 100. */
  @Test
  @DisplayName("A49: guesses from many addresses at one account, whose owner is not locked out")
  void manyAddressesOneAccount() {
    var owner = arena.accounts().create("owner");
    TestClient.login(arena.server(), owner, null).close();
    int checked = 0;
    for (int network = 1; network <= 12; network++) {
      for (int guess = 0; guess < 4; guess++) {
        var answer = logIn("127.1." + network + ".9", owner, "guess " + guess);
        assertThat(answer).contains("<failure");
        checked += answer.contains("<not-authorized") ? 1 : 0;
      }
    }
    assertThat(checked).isLessThanOrEqualTo(2 * FAILURES_PER_ACCOUNT);
    TestClient.login(arena.server(), owner, null).close();
    arena.untouched();
  }

  /** 35 accounts instead of 1 000. */
  @Test
  @DisplayName("A49: guesses from one address at many accounts, of which few are checked")
  void oneAddressManyAccounts() {
    int right = 0;
    for (int i = 0; i < 35; i++) {
      var account = arena.accounts().create("many");
      right += logsIn("127.2.2.2", account, i < 25 ? "wrong" : account.password()) ? 1 : 0;
    }
    // The address has used up what it may try, so that not even right passwords are looked at.
    assertThat(right).isLessThanOrEqualTo(1);
    arena.untouched();
  }

  /** Whether PLAIN, from this address, is accepted. */
  private static boolean logsIn(String source, Account account, String password) {
    return logIn(source, account, password).contains("<success");
  }

  private static String logIn(String source, Account account, String password) {
    try (var attacker = Attacker.connectTlsFrom(arena.server().directTls(), source)) {
      attacker.send(HEADER + plain("\0" + account.name() + "\0" + password));
      while (!attacker.text().contains("<success") && !attacker.text().contains("<failure")) {
        attacker.readOnce();
      }
      return attacker.text();
    }
  }

  private static String plain(String message) {
    return "<auth xmlns='" + SASL + "' mechanism='PLAIN'>" + base64(message) + "</auth>";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String auth(String mechanism, String content) {
    return "<auth xmlns='" + SASL + "' mechanism='" + mechanism + "'>" + content + "</auth>";
  }

  static Stream<Arguments> wrongExchanges() {
    var wrong = Set.of("incorrect-encoding", "malformed-request", "not-authorized");
    return Stream.of(
        Arguments.of("no base64", auth("PLAIN", "!!!!"), wrong),
        Arguments.of("base64 cut off", auth("PLAIN", "AGF"), wrong),
        Arguments.of("`=` for nothing", auth("PLAIN", "="), wrong),
        Arguments.of("base64 with white space", auth("PLAIN", "AG Fs aQBi"), wrong),
        Arguments.of("SCRAM of noise", auth("SCRAM-SHA-256", base64("\u0001\u0002")), wrong),
        Arguments.of("SCRAM without name", auth("SCRAM-SHA-256", base64("n,,r=abc")), wrong),
        Arguments.of("PLAIN without separators", auth("PLAIN", base64("bob")), wrong),
        Arguments.of("PLAIN, too many parts", auth("PLAIN", base64("a\0b\0c\0d\0")), wrong),
        Arguments.of("PLAIN with a full-width name", auth("PLAIN", base64("\0\u200b\0x")), wrong),
        Arguments.of("unknown mechanism", auth("X-&lt;b>", ""), Set.of("invalid-mechanism")),
        Arguments.of(
            "no mechanism",
            "<auth xmlns='" + SASL + "'/>",
            Set.of("invalid-mechanism", "malformed-request")),
        Arguments.of("ANONYMOUS (A60)", auth("ANONYMOUS", "="), Set.of("invalid-mechanism")),
        Arguments.of("EXTERNAL", auth("EXTERNAL", "="), Set.of("invalid-mechanism")),
        Arguments.of("response first", "<response xmlns='" + SASL + "'>AA==</response>", wrong),
        Arguments.of(
            "abort first", "<abort xmlns='" + SASL + "'/>", Set.of("aborted", "malformed-request")),
        Arguments.of("unknown element", "<auth2 xmlns='" + SASL + "'/>", wrong));
  }

  @ParameterizedTest(name = "A52: {0}")
  @MethodSource("wrongExchanges")
  void wrongExchangesFail(String name, String xml, Set<String> conditions) {
    var client = arena.tls();
    client.send(xml);
    var failure = client.nextElement("failure");
    assertThat(conditions).as(name).contains(Arena.condition(failure));
    assertThat(failure.toString()).doesNotContain("Exception", "java", "X-");
    // The stream can still be used, so nothing was left half done.
    client.authenticate("SCRAM-SHA-256", arena.alice());
    client.drop();
    arena.untouched();
  }

  @Test
  @DisplayName("A52: a payload of 200 kB ends the stream")
  void hugePayload() {
    var client = arena.tls();
    client.send(auth("PLAIN", "A".repeat(200_000)));
    assertThat(Arena.end(client)).isEqualTo("policy-violation");
    arena.untouched();
  }

  @Test
  @DisplayName("A52: exchanges begun and aborted a hundred times")
  void abortedExchanges() {
    var exchange =
        auth("SCRAM-SHA-256", base64("n,,n=bob,r=abcdefghijklmnop"))
            + "<abort xmlns='"
            + SASL
            + "'/>";
    var client = arena.tls();
    client.send(exchange.repeat(100));
    assertThat(Arena.end(client)).isEqualTo("policy-violation");
    arena.untouched();
  }

  @Test
  @DisplayName("A52: two mechanisms at once")
  void twoMechanisms() {
    var client = arena.tls();
    client.send(
        auth("SCRAM-SHA-256", base64("n,,n=bob,r=abcdefghijklmnop"))
            + auth("SCRAM-SHA-1", base64("n,,n=bob,r=abcdefghijklmnop")));
    client.nextElement("challenge");
    var next = client.next();
    assertThat(Arena.is(next, "success")).isFalse();
    client.drop();
    arena.untouched();
  }

  @Test
  @DisplayName("A54: one session on a stream")
  void secondBind() {
    var alice = arena.login();
    for (int i = 0; i < 100; i++) {
      var answer = alice.request("set", "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
      assertThat(Arena.condition(answer)).isEqualTo("not-allowed");
    }
    alice.close();
    arena.untouched();
  }

  /** A limit of 5 instead of 500. */
  @Test
  @DisplayName("A54: too many sessions of one account are refused")
  void manySessions() {
    var account = arena.accounts().create("crowd");
    var sessions = new ArrayList<TestClient>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(TestClient.login(arena.server(), account, null));
    }
    assertThatThrownBy(() -> TestClient.login(arena.server(), account, null))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("resource-constraint");
    sessions.forEach(TestClient::close);
    TestClient.login(arena.server(), account, null).close();
    arena.untouched();
  }

  @ParameterizedTest(name = "A56: {0}")
  @ValueSource(
      strings = {"<password>secret of alice</password>", "<digest>48fc78be9ec8f86</digest>"})
  void legacyAuthentication(String secret) {
    var client = arena.tls();
    client.send(
        "<iq type='set' id='a'><query xmlns='jabber:iq:auth'><username>"
            + arena.alice().name()
            + "</username>"
            + secret
            + "<resource>x</resource></query></iq>");
    assertThat(Arena.end(client)).isEqualTo("not-authorized");
    arena.untouched();
  }

  @ParameterizedTest(name = "A57: {0} ends all sessions and streams that are on their way")
  @CsvSource({"password", "disabled", "deleted"})
  void sessionsEnd(String change) throws Exception {
    var account = arena.accounts().create("leaver");
    var first = TestClient.login(arena.server(), account, null);
    var second = TestClient.login(arena.server(), account, null);
    second.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    second.nextElement("enabled");
    var binding = arena.tls();
    binding.authenticate("SCRAM-SHA-256", account);
    binding.openStream();
    var accounts = arena.server().server().accounts();
    var jid = Jid.parse(account.jid());
    (switch (change) {
          case "password" -> accounts.changePassword(jid, Password.of("another one"), null);
          case "disabled" -> accounts.setEnabled(jid, false);
          default -> accounts.delete(jid);
        })
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    for (var client : List.of(first, second)) {
      Arena.end(client);
    }
    binding.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    assertThat(binding.next().toString()).containsAnyOf("<error", "<stream:error", ":error");
    binding.drop();
    assertThat(logsIn("127.0.0.1", account, account.password())).isFalse();
    arena.untouched();
  }

  /**
   * Its session is not ready as long as the account is busy, here with what another one wants; it
   * must not count as nobody's meanwhile.
   */
  @Test
  @DisplayName("A57: an app password is not enough to take the account, not even while it binds")
  void appPasswordWhileBinding() {
    var account = arena.accounts().create("lent");
    var made = arena.server().addAppPassword(account, "mail");
    var lent = new Account(account.name(), account.domain(), made.get(1));
    var busy = TestClient.login(arena.server(), lent, null);
    var taker = arena.tls();
    taker.authenticate("SCRAM-SHA-256", lent);
    taker.openStream();
    busy.send(
        "<iq type='set' id='x'><query xmlns='jabber:iq:private'><a xmlns='urn:a'/></query></iq>"
            .repeat(60));
    taker.send(
        "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"
            + "<iq type='set' id='r' to='localhost'><query xmlns='jabber:iq:register'><username>"
            + account.name()
            + "</username><password>taken</password></query></iq>");
    assertThat(Arena.condition(taker.answer("r"))).isEqualTo("forbidden");
    busy.drop();
    taker.drop();
    assertThat(logsIn("127.0.0.1", account, "taken")).isFalse();
    assertThat(logsIn("127.0.0.1", account, account.password())).isTrue();
    arena.untouched();
  }

  @Test
  @DisplayName("A62: no password can be read from what is stored, and each account has its salt")
  void storedKeys() throws Exception {
    var accounts = List.of(arena.accounts().create("same"), arena.accounts().create("same"));
    for (var account : accounts) {
      TestClient.login(arena.server(), account, null).close();
    }
    var data = arena.server().server().config().data();
    try (var files = java.nio.file.Files.walk(data)) {
      for (var file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
        var content =
            java.nio.file.Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(content).as(file.toString()).doesNotContain("secret of same");
        assertThat(content).doesNotContain(base64("secret of same").substring(0, 16));
      }
    }
    var salts = accounts.stream().map(LoginAttackIT::salt).toList();
    assertThat(salts).doesNotHaveDuplicates();
  }

  /** What the server tells anybody who asks. */
  private static String salt(Account account) {
    var client = arena.tls();
    client.send(auth("SCRAM-SHA-256", base64("n,,n=" + account.name() + ",r=abcdefghijklmnop")));
    var challenge =
        new String(Base64.getDecoder().decode(client.nextElement("challenge").text()), UTF_8);
    client.drop();
    var fields = challenge.split(",", -1);
    assertThat(Base64.getDecoder().decode(fields[1].substring(2))).hasSize(16);
    assertThat(Integer.parseInt(fields[2].substring(2))).isGreaterThanOrEqualTo(10_000);
    return fields[1];
  }

  @Test
  @DisplayName("A63: identifiers of streams do not repeat and are long")
  void streamIdentifiers() {
    var ids = IntStream.range(0, 200).mapToObj(i -> streamId()).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.length() >= 22);
  }

  private static String streamId() {
    try (var attacker = Attacker.connect(arena.server().c2s())) {
      attacker.send(HEADER);
      var text = attacker.until("<stream:features");
      var id = text.substring(text.indexOf(" id='") + 5);
      return id.substring(0, id.indexOf('\''));
    }
  }

  static Stream<Arguments> equalNames() {
    return Stream.of(
        Arguments.of("kelvin", "\u212aelvin"),
        Arguments.of("wide", "\uff57\uff49\uff44\uff45"),
        Arguments.of("upper", "UPPER"),
        Arguments.of("\u00e9t\u00e9", "e\u0301te\u0301"));
  }

  @ParameterizedTest(name = "A73: {1} is {0}")
  @MethodSource("equalNames")
  void equalNamesAreOneAccount(String name, String other) {
    assertThat(register(name, "first")).isEqualTo("");
    assertThat(register(other, "second")).isEqualTo("conflict");
    var account = new Account(name, "localhost", "first");
    assertThat(logsIn("127.0.0.1", account, "second")).isFalse();
    assertThat(logsIn("127.0.0.1", account, "first")).isTrue();
    arena.untouched();
  }

  @ParameterizedTest(name = "A73, A74: {0} is refused")
  @ValueSource(
      strings = {
        "zero\u200bwidth",
        "bidi\u202eedib",
        "snow\u2603man",
        "li\ufb01e",
        "a b",
        "a@b",
        "a/b",
        "a:b",
        "&lt;b>",
        "\u0430dmin",
        "p\u0430ypal",
        "",
        " ",
        "a\u0000b"
      })
  void namesThatAreRefused(String name) {
    assertThat(register(name, "secret")).isIn("not-acceptable", "bad-request", "not-well-formed");
    arena.untouched();
  }

  /** Asks for an account; returns the condition of the error, empty if it was made. */
  private static String register(String name, String password) {
    var client = arena.tls();
    client.send(
        "<iq type='set' id='r'><query xmlns='jabber:iq:register'><username>"
            + name
            + "</username><password>"
            + password
            + "</password></query></iq>");
    var event = client.next();
    client.drop();
    return event instanceof StreamEvent.Received received ? condition(received.element()) : "";
  }

  private static String condition(Xml.Element element) {
    return element.local().equals("error")
        ? element.children().findFirst().orElseThrow().local()
        : Arena.condition(element).toLowerCase(Locale.ROOT);
  }

  @Test
  @DisplayName("A98: whoever registers a deleted name inherits nothing")
  void newOwner() throws Exception {
    var old = arena.accounts().create("old");
    try (var client = TestClient.login(arena.server(), old, null)) {
      client.request(
          "set",
          "<query xmlns='jabber:iq:roster'><item jid='" + arena.alice().jid() + "'/></query>");
      client.request(
          "set", "<query xmlns='jabber:iq:private'><a xmlns='urn:a'>private</a></query>");
      client.request("set", "<vCard xmlns='vcard-temp'><FN>Old</FN></vCard>");
      client.request(
          "set",
          "<block xmlns='urn:xmpp:blocking'><item jid='" + arena.bob().jid() + "'/></block>");
    }
    try (var alice = arena.login()) {
      alice.send(
          "<message type='chat' to='" + old.jid() + "'><body>for the old one</body></message>");
      alice.send("<presence type='subscribe' to='" + old.jid() + "'/>");
      alice.request("get", "<ping xmlns='urn:xmpp:ping'/>");
    }
    var accounts = arena.server().server().accounts();
    accounts
        .delete(Jid.parse(old.jid()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    arena.server().addAccount(old);
    try (var heir = TestClient.login(arena.server(), old, null)) {
      var roster = heir.request("get", "<query xmlns='jabber:iq:roster'/>");
      assertThat(roster.toString()).doesNotContain("<item");
      var stored =
          heir.request("get", "<query xmlns='jabber:iq:private'><a xmlns='urn:a'/></query>");
      assertThat(stored.toString()).doesNotContain("private</");
      assertThat(heir.request("get", "<vCard xmlns='vcard-temp'/>").toString())
          .doesNotContain("Old");
      assertThat(heir.request("get", "<blocklist xmlns='urn:xmpp:blocking'/>").toString())
          .doesNotContain("<item");
      heir.send("<presence/>");
      heir.await(event -> Arena.is(event, "presence"));
      heir.request("get", "<ping xmlns='urn:xmpp:ping'/>");
      assertThat(heir.waiting()).isEmpty();
    }
    arena.untouched();
  }
}
