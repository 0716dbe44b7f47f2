package dev.parley.core.auth;

import static dev.parley.core.auth.Waiting.failureOf;
import static dev.parley.core.auth.Waiting.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.auth.sasl.Standing;
import dev.parley.core.bus.ToAccounts;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our own accounts: what is kept of them, and what is told of those that do not exist. */
final class StoredCredentialsTest {
  private static final Jid JULIET = Jid.parse("juliet@example.com");
  private static final Jid NOBODY = Jid.parse("nobody@example.com");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

  private static Vertx vertx;
  private static PasswordHasher hasher;

  private final MemoryAccounts store = new MemoryAccounts();
  private final List<ToAccounts> news = new ArrayList<>();
  private final Accounts accounts = new Accounts(store, hasher, CLOCK, news::add);
  private final StoredCredentials credentials =
      new StoredCredentials(store, hasher, new FakeKeys(new byte[32], 10_000));

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    hasher = new PasswordHasher(vertx, 1, 10_000);
  }

  @AfterAll
  static void stop() {
    valueOf(hasher.close());
    valueOf(vertx.close());
  }

  @BeforeEach
  void createAccount() {
    valueOf(accounts.create(JULIET, Password.of("r0m30 my sun")));
    news.clear();
  }

  private String login(Jid account, String password) {
    var checked = credentials.checkPassword(account, password);
    return checked.isComplete() || checkedInTime(checked)
        ? checked.succeeded() ? checked.result().standing().name() : condition(checked.cause())
        : "late";
  }

  private static boolean checkedInTime(io.vertx.core.Future<?> checked) {
    valueOf(checked.transform(result -> io.vertx.core.Future.succeededFuture(true)));
    return true;
  }

  private static String condition(Throwable failure) {
    return ((SaslException) failure).error().condition();
  }

  @Test
  void keepNothingThatReadsLikeThePassword() {
    assertThat(store.accounts.get(JULIET).keys())
        .hasSize(3)
        .allSatisfy(key -> {
          assertThat(key.iterations()).isEqualTo(10_000);
          assertThat(key.salt()).hasSize(16);
          for (byte[] kept : List.of(key.salt(), key.storedKey(), key.serverKey())) {
            assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("r0m30");
          }
        });
    assertThat(store.accounts.toString()).doesNotContain("r0m30");
    assertThat(store.accounts.get(JULIET).created()).isEqualTo(CLOCK.instant());
  }

  @Test
  void tellRightFromWrongPasswords() {
    assertThat(login(JULIET, "r0m30 my sun")).isEqualTo("ENABLED");
    assertThat(login(JULIET, "r0m30")).isEqualTo("not-authorized");
    assertThat(login(JULIET, "")).isEqualTo("not-authorized");
    assertThat(login(JULIET, "nul\0")).isEqualTo("not-authorized");
    assertThat(login(NOBODY, "r0m30 my sun")).isEqualTo("not-authorized");
    valueOf(accounts.setEnabled(JULIET, false));
    assertThat(login(JULIET, "r0m30 my sun")).isEqualTo("DISABLED");
    assertThat(login(JULIET, "r0m30")).isEqualTo("not-authorized");
  }

  @ParameterizedTest
  @EnumSource
  void tellTheSameOfAnUnknownAccountEachTime(ScramHash hash) {
    var one = valueOf(credentials.scramKeys(NOBODY, hash));
    var again =
        valueOf(
            new StoredCredentials(store, hasher, new FakeKeys(new byte[32], 10_000))
                .scramKeys(NOBODY, hash));
    var other = valueOf(credentials.scramKeys(Jid.parse("noone@example.com"), hash));
    var real = valueOf(credentials.scramKeys(JULIET, hash));
    assertThat(one).isEqualTo(again).isNotEqualTo(other);
    assertThat(one.standing()).isEqualTo(Standing.UNKNOWN);
    assertThat(real.standing()).isEqualTo(Standing.ENABLED);
    assertThat(one.key().mechanism()).isEqualTo(real.key().mechanism());
    assertThat(one.key().iterations()).isEqualTo(real.key().iterations());
    assertThat(one.key().salt()).hasSameSizeAs(real.key().salt());
    assertThat(one.key().storedKey()).hasSameSizeAs(real.key().storedKey());
    assertThat(one.key().serverKey()).hasSameSizeAs(real.key().serverKey());
  }

  @Test
  void doTheSameWorkForKnownAndUnknownAccounts() {
    for (Jid account : List.of(JULIET, NOBODY, JULIET, NOBODY)) {
      int findsBefore = store.finds;
      long hashedBefore = hasher.finished();
      assertThat(login(account, "wrong")).isEqualTo("not-authorized");
      assertThat(store.finds - findsBefore).as("looked up, never cached").isEqualTo(1);
      assertThat(hasher.finished() - hashedBefore).as("passwords hashed").isEqualTo(1);
    }
  }

  @Test
  void makeKeysThatAreMissingOnceThePasswordIsSeen() {
    var all = store.accounts.get(JULIET).keys();
    var one = all.stream().filter(key -> key.mechanism().equals("SCRAM-SHA-1")).toList();
    valueOf(store.setKeys(JULIET, one));
    assertThat(login(JULIET, "wrong")).isEqualTo("not-authorized");
    assertThat(store.accounts.get(JULIET).keys()).hasSize(1);
    assertThat(login(JULIET, "r0m30 my sun")).isEqualTo("ENABLED");
    // The only thread that hashes does one thing after the other.
    valueOf(hasher.keys(Password.of("another")));
    assertThat(store.accounts.get(JULIET).keys()).hasSize(3);
    assertThat(login(JULIET, "r0m30 my sun")).isEqualTo("ENABLED");
  }

  @Test
  void failWithTheStorageAndNotWithTheClient() {
    store.failure = new StorageException(StorageException.Kind.UNAVAILABLE, "gone");
    assertThat(failureOf(credentials.scramKeys(JULIET, ScramHash.SHA_1)))
        .isInstanceOf(StorageException.class);
    assertThat(failureOf(credentials.checkPassword(JULIET, "x")))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void serveVertxAuthentication() {
    var user =
        valueOf(
            credentials.authenticate(
                new UsernamePasswordCredentials("Juliet@example.com", "r0m30 my sun")));
    assertThat(user.subject()).isEqualTo("juliet@example.com");
    for (var wrong :
        List.of(
            new UsernamePasswordCredentials("juliet@example.com", "wrong"),
            new UsernamePasswordCredentials("@", "r0m30 my sun"),
            new TokenCredentials("token"))) {
      assertThat(condition(failureOf(credentials.authenticate(wrong)))).isEqualTo("not-authorized");
    }
    valueOf(accounts.setEnabled(JULIET, false));
    assertThat(
            condition(
                failureOf(
                    credentials.authenticate(
                        new UsernamePasswordCredentials("juliet@example.com", "r0m30 my sun")))))
        .isEqualTo("account-disabled");
  }

  @Test
  void endSessionsWhenTheRightToThemEnds() {
    var phone = JULIET.withResource("phone");
    long before = accounts.changes().now();
    assertThat(valueOf(accounts.changePassword(JULIET, Password.of("new"), phone))).isTrue();
    assertThat(news).containsExactly(new ToAccounts.Locked(JULIET, phone));
    assertThat(accounts.changes().endedSince(JULIET, before)).isTrue();
    assertThat(accounts.changes().endedSince(NOBODY, before)).isFalse();
    assertThat(accounts.changes().endedSince(JULIET, accounts.changes().now())).isFalse();
    assertThat(login(JULIET, "r0m30 my sun")).isEqualTo("not-authorized");
    assertThat(login(JULIET, "new")).isEqualTo("ENABLED");

    news.clear();
    assertThat(valueOf(accounts.setEnabled(JULIET, false))).isTrue();
    assertThat(news).containsExactly(new ToAccounts.Locked(JULIET, null));

    news.clear();
    assertThat(valueOf(accounts.setEnabled(JULIET, true))).isTrue();
    assertThat(news).isEmpty();

    assertThat(valueOf(accounts.delete(JULIET))).isTrue();
    assertThat(news).containsExactly(new ToAccounts.Deleted(JULIET));
    assertThat(valueOf(accounts.exists(JULIET))).isFalse();
    news.clear();
    assertThat(valueOf(accounts.delete(JULIET))).isFalse();
    assertThat(valueOf(accounts.changePassword(JULIET, Password.of("new"), null))).isFalse();
    assertThat(news).isEmpty();
  }

  @Test
  void tellOfNewAccountsAndRefuseASecondOfTheSameName() {
    valueOf(accounts.create(NOBODY, Password.of("x")));
    assertThat(news).containsExactly(new ToAccounts.Created(NOBODY));
    assertThat(failureOf(accounts.create(NOBODY, Password.of("y"))))
        .isInstanceOfSatisfying(
            StorageException.class,
            failure -> assertThat(failure.kind()).isEqualTo(StorageException.Kind.CONFLICT));
    assertThat(news).hasSize(1);
    assertThat(valueOf(accounts.list("example.com", null, 10)))
        .extracting(account -> account.jid())
        .containsExactly(JULIET, NOBODY);
  }

  @Test
  void forgetOldChangesOnTheSafeSide() {
    var changes = new AccountChanges();
    long before = changes.now();
    changes.ended(JULIET);
    for (int i = 0; i < 10_000; i++) {
      changes.ended(Jid.of("user" + i, "example.com", null));
    }
    assertThat(changes.endedSince(JULIET, before)).isTrue();
    assertThat(changes.endedSince(NOBODY, changes.now())).isFalse();
  }
}
