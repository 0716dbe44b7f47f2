package dev.parley.bench.micro;

import dev.parley.core.auth.FakeKeys;
import dev.parley.core.auth.MemoryAccounts;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.auth.StoredCredentials;
import dev.parley.core.auth.sasl.SaslContext;
import dev.parley.core.auth.sasl.SaslMechanism;
import dev.parley.core.auth.sasl.SaslOffer;
import dev.parley.core.auth.sasl.SaslPolicy;
import dev.parley.core.auth.sasl.ScramHash;
import dev.parley.core.auth.sasl.Step;
import dev.parley.core.auth.sasl.TlsFacts;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.ScramKey;
import dev.parley.protocol.jid.Jid;
import dev.parley.testing.ScramClient;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a login costs the server: its side of SCRAM, and hashing a password once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LoginMicrobenchmark {
  private static final int ITERATIONS = 10_000;

  /** The hash function. */
  @Param public ScramHash hash;

  private final byte[] salt = new byte[16];
  private Vertx vertx;
  private SaslContext context;
  private byte[] first;
  private byte[] last;

  /** One account, and what its client says to a server that always has the same nonce. */
  @Setup
  public void prepare() {
    vertx = Vertx.vertx();
    byte[] salted = hash.salted("pencil".toCharArray(), salt, ITERATIONS);
    var key =
        new ScramKey(
            hash.mechanism(),
            ITERATIONS,
            salt,
            hash.digest(hash.hmac(salted, ascii("Client Key"))),
            hash.hmac(salted, ascii("Server Key")));
    var accounts = new MemoryAccounts();
    accounts.create(new Account(Jid.parse("user@example.com"), true, Instant.EPOCH, List.of(key)));
    var tls = new TlsFacts(true, List.of(), null, null);
    context =
        new SaslContext(
            "example.com",
            SaslOffer.of(SaslPolicy.DEFAULT, tls),
            SaslPolicy.DEFAULT,
            tls,
            new StoredCredentials(
                accounts,
                new PasswordHasher(vertx, 1, ITERATIONS),
                new FakeKeys(new byte[32], ITERATIONS)),
            () -> "3rfcNHYJY1ZVvWVs7j");
    var client = new ScramClient(hash.mechanism(), "n,,", new byte[0], "user", "pencil");
    first = ascii(client.first());
    var exchange = context.exchange(mechanism());
    var challenge = (Step.Challenge) exchange.start(first).result();
    last = ascii(client.last(new String(challenge.data(), StandardCharsets.US_ASCII)));
  }

  @TearDown
  public void close() {
    vertx.close();
  }

  private SaslMechanism mechanism() {
    return SaslMechanism.valueOf("SCRAM_" + hash.name());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Both messages of a login that succeeds. */
  @Benchmark
  public Step scram() {
    var exchange = context.exchange(mechanism());
    exchange.start(first);
    return exchange.respond(last).result();
  }

  /** PBKDF2, as PLAIN and new passwords need it. */
  @Benchmark
  public byte[] password() {
    return hash.salted("pencil".toCharArray(), salt, ITERATIONS);
  }
}
