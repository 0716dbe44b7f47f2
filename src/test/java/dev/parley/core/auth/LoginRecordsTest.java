package dev.parley.core.auth;

import static dev.parley.core.auth.Waiting.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.sasl.FastElements;
import dev.parley.core.auth.sasl.Proof;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.SaslMechanism;
import dev.parley.core.auth.sasl.TokenSecret;
import dev.parley.core.config.AuthConfig;
import dev.parley.core.config.StorageConfig;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.Device;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens over the time of their life (XEP-0484 §3.5), and the devices that have them. */
final class LoginRecordsTest {
  private static final Jid JULIET = Jid.parse("juliet@example.com");
  private static final SaslMechanism NONE = SaslMechanism.HT_SHA_256_NONE;
  private static final UserAgent PHONE =
      new UserAgent("d4565fa7-4d72-4749-b3d3-740edbf87770", "AwesomeXMPP", "Phone");
  private static final String DEVICE = DeviceId.of(JULIET, String.valueOf(PHONE.id()));

  private Vertx vertx;
  private Storage storage;
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private LoginRecords records;

  @BeforeEach
  void open(@TempDir Path folder) {
    vertx = Vertx.vertx();
    storage = valueOf(Storage.open(vertx, StorageConfig.DEFAULT, folder));
    valueOf(storage.accounts().create(new Account(JULIET, true, now, List.of())));
    records = records(new byte[32]);
  }

  private LoginRecords records(byte[] secret) {
    var clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    return new LoginRecords(
        storage.devices(),
        storage.appPasswords(),
        new TokenKeys(secret),
        () -> AuthConfig.DEFAULT,
        clock);
  }

  @AfterEach
  void close() {
    valueOf(storage.close());
    valueOf(vertx.close());
  }

  private String token() {
    var wishes = new Wishes(JULIET, PHONE, List.of(), null, NONE.label());
    return text(valueOf(records.entered(JULIET, Proof.PASSWORD, wishes, List.of(NONE))));
  }

  private static String text(Optional<Element> token) {
    return String.valueOf(token.orElseThrow().attribute("token"));
  }

  private Optional<TokenSecret> find(String text) {
    return valueOf(records.tokens(JULIET, DEVICE, NONE)).stream()
        .filter(token -> token.text().equals(text))
        .findFirst();
  }

  private Optional<Element> use(String text) {
    var proof = new Proof(Proof.Kind.TOKEN, null, null, find(text).orElseThrow());
    var wishes = new Wishes(JULIET, PHONE, List.of(), new FastElements.Use(0, false), null);
    return valueOf(records.entered(JULIET, proof, wishes, List.of(NONE)));
  }

  @Test
  void isReplacedAfterADayAndWorksUntilTheNewOneDoes() {
    var old = token();
    now = now.plus(Duration.ofHours(23));
    assertThat(use(old)).isEmpty();
    now = now.plus(Duration.ofHours(1));
    var lost = text(use(old));
    now = now.plus(Duration.ofHours(1));
    var next = text(use(old));
    assertThat(find(lost)).isEmpty();
    assertThat(find(old)).isPresent();
    assertThat(use(next)).isEmpty();
    assertThat(find(old)).isEmpty();
    assertThat(find(next)).isPresent();
  }

  @Test
  void expires() {
    var token = token();
    now = now.plus(Duration.ofDays(30)).minusMillis(1);
    assertThat(find(token).orElseThrow().isExpired()).isFalse();
    now = now.plusMillis(1);
    assertThat(find(token).orElseThrow().isExpired()).isTrue();
  }

  @Test
  void isNothingWithoutTheSecretOfTheServer() {
    var token = token();
    var other = new byte[32];
    other[0] = 1;
    assertThat(valueOf(records(other).tokens(JULIET, DEVICE, NONE)))
        .hasSize(1)
        .noneMatch(known -> known.text().equals(token));
    assertThat(token).hasSize(43);
  }

  @Test
  void goesWithADeviceThatIsForgotten() {
    var token = token();
    now = now.plus(Duration.ofDays(181));
    var laptop = new UserAgent("b0e8ed52-6f1c-4e4c-9c3e-5dd4bc0ac1b4", null, null);
    var wishes = new Wishes(null, laptop, List.of(), null, null);
    valueOf(records.entered(JULIET, Proof.PASSWORD, wishes, List.of()));
    var again = new Wishes(null, laptop, List.of(), null, null);
    valueOf(records.entered(JULIET, Proof.PASSWORD, again, List.of()));
    assertThat(valueOf(storage.devices().list(JULIET)))
        .extracting(Device::id)
        .doesNotContain(DEVICE);
    assertThat(find(token)).isEmpty();
  }

  @Test
  void isRefusedOnceItIsGone() {
    var token = token();
    var proof = new Proof(Proof.Kind.TOKEN, null, null, find(token).orElseThrow());
    valueOf(storage.devices().remove(JULIET, DEVICE));
    var wishes = new Wishes(JULIET, PHONE, List.of(), new FastElements.Use(0, false), null);
    assertThat(Waiting.failureOf(records.entered(JULIET, proof, wishes, List.of(NONE))))
        .isInstanceOf(SaslException.class);
  }
}
