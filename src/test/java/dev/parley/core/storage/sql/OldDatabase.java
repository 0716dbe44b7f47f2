package dev.parley.core.storage.sql;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.LastActivity;
import dev.parley.core.storage.OfflineStore;
import dev.parley.core.storage.ScramKey;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.StoredRoster;
import dev.parley.core.storage.StoredRosterItem;
import dev.parley.core.storage.ValueCodec;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** A database as the first version made and filled it, and what must be in it afterwards. */
final class OldDatabase {
  private static final Jid JULIET = Jid.parse("juliet@example.org");
  private static final Jid ROMEO = Jid.parse("romeo@example.net");
  private static final byte[] BYTES = {0, 1, -1};

  private OldDatabase() {}

  /** Makes the tables of the first version, and fills each. */
  static void make(DataSource source, Migrations.Dialect dialect) {
    Migrations.run(source, dialect, Schema.STEPS.subList(0, 1));
    try (Connection connection = source.getConnection()) {
      insert(connection, "accounts", JULIET.toString(), "example.org", false, 1_000L);
      insert(
          connection,
          "account_keys",
          JULIET.toString(),
          "SCRAM-SHA-1",
          4_096L,
          BYTES,
          BYTES,
          BYTES);
      insert(connection, "account_activity", JULIET.toString(), 2_000L, "gone");
      insert(connection, "account_data", JULIET.toString(), "notes", "", "remember");
      insert(connection, "rosters", JULIET.toString(), 7L, 3L);
      insert(
          connection,
          "roster_items",
          JULIET.toString(),
          ROMEO.toString(),
          "Romeo",
          "[\"Verona\"]",
          "both",
          true,
          false,
          "<presence/>",
          7L,
          false);
      insert(connection, "offline", JULIET.toString(), 5L, 3_000L, 10L, "<message>1</message>");
      insert(connection, "offline", JULIET.toString(), 6L, 4_000L, 10L, "<message>2</message>");
    } catch (SQLException cause) {
      throw new IllegalStateException(cause);
    }
  }

  private static void insert(Connection connection, String table, Object... values)
      throws SQLException {
    String marks = "?, ".repeat(values.length - 1) + "?";
    try (var statement =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Opens it as it is opened today: all is there, and what is new works. */
  static void assertKept(StorageConfig config, Path data) {
    Vertx vertx = Vertx.vertx();
    Storage storage = await(Storage.open(vertx, config, data));
    try {
      var key = new ScramKey("SCRAM-SHA-1", 4_096, BYTES, BYTES, BYTES);
      assertThat(await(storage.accounts().find(JULIET)))
          .contains(new Account(JULIET, false, Instant.ofEpochMilli(1_000), List.of(key)));
      assertThat(await(storage.accounts().lastActivity(JULIET)))
          .contains(new LastActivity(Instant.ofEpochMilli(2_000), "gone"));
      assertThat(await(storage.keyValue("notes", ValueCodec.TEXT).get(JULIET)))
          .contains("remember");
      assertThat(await(storage.rosters().load(JULIET)))
          .isEqualTo(
              new StoredRoster(
                  7,
                  3,
                  List.of(
                      new StoredRosterItem(
                          ROMEO,
                          "Romeo",
                          List.of("Verona"),
                          "both",
                          true,
                          false,
                          "<presence/>",
                          7,
                          false))));
      assertThat(await(storage.offline().load(JULIET, 0, 9)))
          .containsExactly(
              new OfflineStore.Row(5, Instant.ofEpochMilli(3_000), "<message>1</message>", false),
              new OfflineStore.Row(6, Instant.ofEpochMilli(4_000), "<message>2</message>", false));
      assertThat(await(storage.offline().maxId())).isEqualTo(6);
      await(
          storage
              .archive()
              .append(JULIET, new ArchiveStore.Entry(7, ROMEO, true, "m1", "<message/>")));
      assertThat(await(storage.archive().page(JULIET, ArchiveStore.Filter.ALL, false, 9)))
          .containsExactly(new ArchiveStore.Row(7, true, "<message/>"));
    } finally {
      await(storage.close());
      await(vertx.close());
    }
  }
}
