package dev.parley.modules.auth;

import static dev.parley.core.auth.Waiting.failureOf;
import static dev.parley.core.auth.Waiting.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.AccountChanges;
import dev.parley.core.auth.AuthReply;
import dev.parley.core.auth.AuthRequest;
import dev.parley.core.auth.FakeKeys;
import dev.parley.core.auth.KeyUpgrades;
import dev.parley.core.auth.LoginRecords;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.MemoryAccounts;
import dev.parley.core.auth.MemoryDevices;
import dev.parley.core.auth.NoAppPasswords;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.auth.StoredCredentials;
import dev.parley.core.auth.TokenKeys;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.TlsFacts;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.HomeLimits;
import dev.parley.core.home.Homes;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service answers on the bus, and no longer once it is stopped. */
final class AuthVerticleTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    valueOf(vertx.close());
  }

  @Test
  void answersStreamsOfEveryShard() {
    var bus = new Bus(vertx);
    var homes =
        valueOf(
            Homes.start(
                bus, 2, account -> Future.succeededFuture(true), new HomeLimits(10, 100, 100_000)));
    var hasher = new PasswordHasher(vertx, 1, 10_000);
    var settings =
        new AuthSettings(
            () -> ParleyConfig.DEFAULT,
            new StoredCredentials(new MemoryAccounts(), hasher, new FakeKeys(new byte[32], 10_000)),
            new LoginThrottle(ParleyConfig.DEFAULT.limits().login(), System::nanoTime),
            new AccountChanges(),
            new LoginRecords(
                new MemoryDevices(),
                new NoAppPasswords(),
                new TokenKeys(new byte[32]),
                () -> ParleyConfig.DEFAULT.auth(),
                Clock.systemUTC()),
            new KeyUpgrades(new MemoryAccounts(), () -> ParleyConfig.DEFAULT.auth()));
    var deployed = valueOf(vertx.deployVerticle(new AuthVerticle(homes, settings)));
    for (String stream : List.of("stream-1", "stream-2", "stream-3")) {
      AuthRequest request =
          new AuthRequest.Begin(
              stream,
              Jid.parse("example.com"),
              "PLAIN",
              "\0nobody\0secret".getBytes(StandardCharsets.UTF_8),
              new TlsFacts(true, List.of(), null, null),
              "192.0.2.1",
              null);
      AuthReply reply = valueOf(bus.request(Addresses.auth(Shard.of(stream)), request));
      assertThat(((AuthReply.Failure) reply).error()).isEqualTo(SaslError.NOT_AUTHORIZED);
    }
    valueOf(vertx.undeploy(deployed));
    AuthRequest late = new AuthRequest.Abort("stream-1");
    assertThat(failureOf(bus.request(Addresses.auth(Shard.of("stream-1")), late))).isNotNull();
  }
}
