package dev.parley.modules.auth;

import static dev.parley.core.auth.Waiting.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.AccountChanges;
import dev.parley.core.auth.Accounts;
import dev.parley.core.auth.AuthReply;
import dev.parley.core.auth.AuthRequest;
import dev.parley.core.auth.FakeKeys;
import dev.parley.core.auth.KeyUpgrades;
import dev.parley.core.auth.LoginRecords;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.MemoryAccounts;
import dev.parley.core.auth.MemoryDevices;
import dev.parley.core.auth.NoAppPasswords;
import dev.parley.core.auth.Password;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.auth.StoredCredentials;
import dev.parley.core.auth.TokenKeys;
import dev.parley.core.auth.sasl.Checked;
import dev.parley.core.auth.sasl.CredentialSource;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslMechanism;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.auth.sasl.ScramSecret;
import dev.parley.core.auth.sasl.Standing;
import dev.parley.core.auth.sasl.TlsFacts;
import dev.parley.core.config.LimitsConfig;
import dev.parley.core.config.LoginLimits;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import dev.parley.testing.ScramClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams that log in, give up, do two things at once, or come while the server cannot tell. */
final class LoginsTest {
  private static final Jid DOMAIN = Jid.parse("example.com");
  private static final Jid JULIET = Jid.parse("juliet@example.com");
  private static final TlsFacts TLS = new TlsFacts(true, List.of(), null, null);
  private static final String SCRAM = "SCRAM-SHA-256";

  private static Vertx vertx;
  private static PasswordHasher hasher;

  private final MemoryAccounts store = new MemoryAccounts();
  private final Accounts accounts = new Accounts(store, hasher, Clock.systemUTC(), news -> {});
  private final StoredCredentials credentials =
      new StoredCredentials(store, hasher, new FakeKeys(new byte[32], 100));
  private long now = 1_000_000_000_000L;
  private final Logins logins = logins(credentials, ParleyConfig.DEFAULT, accounts.changes());

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    hasher = new PasswordHasher(vertx, 1, 100);
  }

  @AfterAll
  static void stop() {
    valueOf(hasher.close());
    valueOf(vertx.close());
  }

  @BeforeEach
  void createAccount() {
    valueOf(accounts.create(JULIET, Password.of("pencil")));
  }

  private Logins logins(CredentialSource source, ParleyConfig config, AccountChanges changes) {
    var throttle = new LoginThrottle(config.limits().login(), () -> now);
    return new Logins(
        new AuthSettings(
            () -> config,
            source,
            throttle,
            changes,
            new LoginRecords(
                new MemoryDevices(),
                new NoAppPasswords(),
                new TokenKeys(new byte[32]),
                () -> ParleyConfig.DEFAULT.auth(),
                Clock.systemUTC()),
            new KeyUpgrades(store, () -> config.auth())),
        () -> now);
  }

  private static AuthRequest begin(
      String stream, String mechanism, @Nullable String initial, TlsFacts tls) {
    byte[] data = initial == null ? null : initial.getBytes(StandardCharsets.UTF_8);
    return new AuthRequest.Begin(stream, DOMAIN, mechanism, data, tls, "203.0.113.7", null);
  }

  private static AuthRequest answer(String stream, String data) {
    return new AuthRequest.Continue(stream, data.getBytes(StandardCharsets.UTF_8));
  }

  private AuthReply ask(AuthRequest request) {
    return valueOf(logins.handle(request));
  }

  private static String challenge(AuthReply reply) {
    return new String(((AuthReply.Challenge) reply).data(), StandardCharsets.UTF_8);
  }

  private static SaslError error(AuthReply reply) {
    return ((AuthReply.Failure) reply).error();
  }

  private static ScramClient client(String password) {
    return new ScramClient(SCRAM, "n,,", new byte[0], "juliet", password);
  }

  private AuthReply scram(String stream, String password) {
    var client = client(password);
    var first = challenge(ask(begin(stream, SCRAM, client.first(), TLS)));
    return ask(answer(stream, client.last(first)));
  }

  @Test
  void letInWhoProvesThePassword() {
    var reply = scram("s1", "pencil");
    assertThat(reply)
        .isInstanceOfSatisfying(
            AuthReply.Success.class,
            success -> {
              assertThat(success.account()).isEqualTo(JULIET);
              assertThat(success.access().temporary()).isFalse();
              assertThat(success.mechanism()).isEqualTo(SaslMechanism.SCRAM_SHA_256);
              assertThat(accounts.changes().endedSince(JULIET, success.began())).isFalse();
            });
    assertThat(ask(begin("s2", "PLAIN", "\0juliet\0pencil", TLS)))
        .isInstanceOf(AuthReply.Success.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      nullValues = "none",
      textBlock =
          """
          # encrypted, mechanism, initial response, error
          true | SCRAM-SHA-256 | 'x' | MALFORMED_REQUEST
          true | SCRAM-SHA-256 | '' | MALFORMED_REQUEST
          true | PLAIN | 'x' | MALFORMED_REQUEST
          true | DIGEST-MD5 | none | INVALID_MECHANISM
          true | ANONYMOUS | none | INVALID_MECHANISM
          true | EXTERNAL | none | INVALID_MECHANISM
          true | X&<> | none | INVALID_MECHANISM
          true | SCRAM-SHA-256-PLUS | none | INVALID_MECHANISM
          false | PLAIN | 'secret' | ENCRYPTION_REQUIRED
          false | SCRAM-SHA-256 | none | ENCRYPTION_REQUIRED
          """)
  void refuseByDefinedErrors(boolean encrypted, String mechanism, String initial, SaslError error) {
    var reply = ask(begin("s", mechanism, initial, encrypted ? TLS : TlsFacts.NONE));
    assertThat(error(reply)).isEqualTo(error);
    assertThat(error(ask(answer("s", "late")))).isEqualTo(SaslError.MALFORMED_REQUEST);
    assertThat(store.finds).as("nothing was looked at").isZero();
  }

  @Test
  void delayFailuresMoreAndMore() {
    var delays = new ArrayList<Long>();
    for (int i = 0; i < 6; i++) {
      delays.add(((AuthReply.Failure) scram("s", "wrong")).delayMillis());
    }
    assertThat(delays).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 8000L);
    assertThat(((AuthReply.Failure) scram("other", "wrong")).delayMillis()).isEqualTo(500);
  }

  @Test
  void delayNothingOnClosedNetworks() {
    var config = ParleyConfig.DEFAULT.withLimits(LimitsConfig.TRUSTED);
    var open = logins(credentials, config, accounts.changes());
    for (int i = 0; i < 200; i++) {
      var reply = valueOf(open.handle(begin("s" + i, "PLAIN", "\0nobody\0 \0", TLS)));
      assertThat(((AuthReply.Failure) reply).delayMillis()).isZero();
      var looked = valueOf(open.handle(begin("s" + i, SCRAM, client("x").first(), TLS)));
      assertThat(looked).isInstanceOf(AuthReply.Challenge.class);
    }
  }

  @Test
  void endAnExchangeThatIsAborted() {
    for (int i = 0; i < 100; i++) {
      ask(begin("s", SCRAM, null, TLS));
      assertThat(error(ask(new AuthRequest.Abort("s")))).isEqualTo(SaslError.ABORTED);
      assertThat(error(ask(answer("s", client("pencil").first()))))
          .isEqualTo(SaslError.MALFORMED_REQUEST);
    }
    assertThat(scram("s", "pencil")).isInstanceOf(AuthReply.Success.class);
  }

  @Test
  void refuseASecondMechanismWhileOneIsUnderWay() {
    var client = client("pencil");
    var first = challenge(ask(begin("s", SCRAM, client.first(), TLS)));
    assertThat(error(ask(begin("s", "PLAIN", "\0juliet\0pencil", TLS))))
        .isEqualTo(SaslError.MALFORMED_REQUEST);
    assertThat(error(ask(answer("s", client.last(first))))).isEqualTo(SaslError.MALFORMED_REQUEST);
  }

  @Test
  void refuseWhatComesBeforeTheAnswer() {
    Promise<ScramSecret> looked = Promise.promise();
    var slow = logins(new Slow(looked.future()), ParleyConfig.DEFAULT, accounts.changes());
    var asked = slow.handle(begin("s", SCRAM, client("pencil").first(), TLS));
    var tooEarly = slow.handle(answer("s", "x"));
    assertThat(error(valueOf(tooEarly))).isEqualTo(SaslError.MALFORMED_REQUEST);
    assertThat(asked.isComplete()).isFalse();
    looked.complete(valueOf(credentials.scramKeys(JULIET, ScramHash.SHA_256)));
    assertThat(error(valueOf(asked))).isEqualTo(SaslError.MALFORMED_REQUEST);
  }

  /** Answers when the test wants it. */
  private record Slow(Future<ScramSecret> looked) implements CredentialSource {
    @Override
    public boolean offersScram() {
      return true;
    }

    @Override
    public Future<ScramSecret> scramKeys(Jid account, ScramHash hash) {
      return looked;
    }

    @Override
    public Future<Checked> checkPassword(Jid account, String password) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public Future<Standing> standing(Jid account) {
      return Future.succeededFuture(Standing.UNKNOWN);
    }
  }

  @Test
  void sayThatTheServerCannotTell() {
    store.failure = new StorageException(StorageException.Kind.UNAVAILABLE, "jdbc:secret is away");
    for (int i = 0; i < 100; i++) {
      var reply = (AuthReply.Failure) ask(begin("s" + i, "PLAIN", "\0juliet\0pencil", TLS));
      assertThat(reply.error()).isEqualTo(SaslError.TEMPORARY_AUTH_FAILURE);
      assertThat(reply.text()).doesNotContain("jdbc");
    }
    store.failure = null;
    assertThat(scram("s", "pencil"))
        .as("the outage cost nothing")
        .isInstanceOf(AuthReply.Success.class);
    var broken =
        logins(new Slow(Future.succeededFuture()), ParleyConfig.DEFAULT, accounts.changes());
    var bug = (AuthReply.Failure) valueOf(broken.handle(begin("s", "PLAIN", "\0a\0b", TLS)));
    assertThat(bug.error()).isEqualTo(SaslError.TEMPORARY_AUTH_FAILURE);
    assertThat(bug.text()).doesNotContain("a bug");
  }

  @Test
  void lookAtFewOfManyGuesses() {
    int lookedAt = 0;
    for (int i = 0; i < 400; i++) {
      int findsBefore = store.finds;
      long hashedBefore = hasher.finished();
      var client = client("guess");
      var reply =
          i % 2 == 0
              ? ask(begin("s" + i, "PLAIN", "\0juliet\0guess", TLS))
              : ask(begin("s" + i, SCRAM, client.first(), TLS));
      if (reply instanceof AuthReply.Challenge) {
        reply = ask(answer("s" + i, client.last(challenge(reply))));
      }
      if (error(reply) == SaslError.NOT_AUTHORIZED) {
        lookedAt++;
      } else {
        assertThat(error(reply)).isEqualTo(SaslError.TEMPORARY_AUTH_FAILURE);
        assertThat(store.finds).as("not even looked up").isEqualTo(findsBefore);
        assertThat(hasher.finished()).isEqualTo(hashedBefore);
      }
    }
    assertThat(lookedAt).isEqualTo(LoginLimits.DEFAULT.failuresPerAddress());
  }

  @Test
  void lookAtFewOfManyGuessesThatComeAtOnce() {
    var clients = new ArrayList<ScramClient>();
    var lasts = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      clients.add(client("guess"));
      lasts.add(
          clients.get(i).last(challenge(ask(begin("s" + i, SCRAM, clients.get(i).first(), TLS)))));
    }
    int lookedAt = 0;
    for (int i = 0; i < 100; i++) {
      if (error(ask(answer("s" + i, lasts.get(i)))) == SaslError.NOT_AUTHORIZED) {
        lookedAt++;
      }
    }
    assertThat(lookedAt).isEqualTo(LoginLimits.DEFAULT.failuresPerAddress());
  }

  @Test
  void letInAnyNumberAtOnceFromOneAddress() {
    var lasts = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      var client = client("pencil");
      lasts.add(client.last(challenge(ask(begin("s" + i, SCRAM, client.first(), TLS)))));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(ask(answer("s" + i, lasts.get(i)))).isInstanceOf(AuthReply.Success.class);
    }
  }

  @Test
  void refuseAPasswordThatWasChangedMeanwhile() {
    var client = client("pencil");
    var first = challenge(ask(begin("s", SCRAM, client.first(), TLS)));
    valueOf(accounts.changePassword(JULIET, Password.of("eraser"), null));
    assertThat(error(ask(answer("s", client.last(first)))))
        .isEqualTo(SaslError.TEMPORARY_AUTH_FAILURE);
    assertThat(error(scram("s", "pencil"))).isEqualTo(SaslError.NOT_AUTHORIZED);
    assertThat(scram("s", "eraser")).isInstanceOf(AuthReply.Success.class);
  }

  @Test
  void tellOfADisabledAccountOnlyItsOwner() {
    valueOf(accounts.setEnabled(JULIET, false));
    assertThat(error(scram("s", "wrong"))).isEqualTo(SaslError.NOT_AUTHORIZED);
    assertThat(error(scram("s", "pencil"))).isEqualTo(SaslError.ACCOUNT_DISABLED);
    assertThat(error(ask(begin("s", "PLAIN", "\0juliet\0wrong", TLS))))
        .isEqualTo(SaslError.NOT_AUTHORIZED);
    assertThat(error(ask(begin("s", "PLAIN", "\0juliet\0pencil", TLS))))
        .isEqualTo(SaslError.ACCOUNT_DISABLED);
  }

  @Test
  void forgetStreamsThatSayNothingMore() {
    ask(begin("s", SCRAM, null, TLS));
    now += Logins.IDLE_NANOS + 1;
    ask(begin("other", SCRAM, null, TLS));
    assertThat(error(ask(answer("s", client("pencil").first()))))
        .isEqualTo(SaslError.MALFORMED_REQUEST);

    ask(begin("s", SCRAM, null, TLS));
    for (int i = 0; i < Logins.MAX_STREAMS; i++) {
      ask(begin("s" + i, SCRAM, null, TLS));
    }
    assertThat(error(ask(answer("s", client("pencil").first()))))
        .isEqualTo(SaslError.MALFORMED_REQUEST);
    assertThat(ask(answer("s200", client("pencil").first())))
        .isInstanceOf(AuthReply.Challenge.class);
  }

  @Test
  void requestsAreNotPrintedWithTheirSecrets() {
    assertThat(begin("s", "PLAIN", "\0juliet\0pencil", TLS)).hasToString("Begin[s, PLAIN]");
    assertThat(answer("s", "\0juliet\0pencil")).hasToString("Continue[s]");
  }
}
