package dev.parley.core.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.config.StorageConfig.Sync;
import dev.parley.core.storage.StorageOpenException;
import io.vertx.pgclient.SslMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of PostgreSQL. */
class PgAddressTest {

  private static PgAddress of(String url, @Nullable String password) {
    return PgAddress.of(new StorageConfig(url, password, Sync.FULL, 1));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # url, host, port, database, user, password, sslmode
          postgresql://u:p@h/d, h, 5432, d, u, p, PREFER
          postgresql://u@h:99/d, h, 99, d, u, -, PREFER
          postgresql://u:a%3Ab%40%2F+%20c@h/d, h, 5432, d, u, 'a:b@/+ c', PREFER
          postgresql://u:a:b@h/d, h, 5432, d, u, a:b, PREFER
          postgresql://u:p@[::1]:99/d, ::1, 99, d, u, p, PREFER
          postgresql://u:p@h/d?sslmode=disable, h, 5432, d, u, p, DISABLE
          postgresql://u:p@h/d?sslmode=verify-full, h, 5432, d, u, p, VERIFY_FULL
          postgresql://u:p@h/my%20db?sslmode=require, h, 5432, my db, u, p, REQUIRE
          """)
  void reads(
      String url,
      String host,
      int port,
      String database,
      String user,
      String password,
      SslMode ssl) {
    assertThat(of(url, null))
        .isEqualTo(new PgAddress(host, port, database, user, password, ssl, null));
  }

  @Test
  void thePasswordFromApartWins() {
    assertThat(of("postgresql://u:p@h/d", "other").password()).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://h/d",
        "postgresql://u:secret@h",
        "postgresql://u:secret@h/",
        "postgresql://u:sec ret@h/d",
        "postgresql://u:secret@h/d?sslmode=perhaps",
        "postgresql://u:secret@h/d?nonsense=1",
        "postgresql://u:secret@h/d?sslmode"
      })
  void refuses(String url) {
    assertThatThrownBy(() -> of(url, null))
        .isInstanceOf(StorageOpenException.class)
        .hasNoCause()
        .hasMessageStartingWith("storage.url ")
        .hasMessageNotContaining("sec");
  }

  @Test
  void doesNotShowThePassword() {
    assertThat(of("postgresql://u:secret@h/d", null)).hasToString("h:5432/d");
  }
}
