package dev.parley.core.storage.sql;

import dev.parley.core.storage.AppPassword;
import dev.parley.core.storage.AppPasswordStore;
import dev.parley.core.storage.ScramKey;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The tables {@code app_passwords} and {@code app_password_keys}. */
final class SqlAppPasswords implements AppPasswordStore {
  private static final Sql ADD =
      Sql.of("INSERT INTO app_passwords (owner, id, name, created) VALUES ($1, $2, $3, $4)");
  private static final Sql ADD_KEY =
      Sql.of(
          "INSERT INTO app_password_keys"
              + " (owner, id, mechanism, iterations, salt, stored_key, server_key)"
              + " VALUES ($1, $2, $3, $4, $5, $6, $7)");
  private static final Sql LIST =
      Sql.of(
          "SELECT id, name, created, last_used FROM app_passwords WHERE owner = $1"
              + " ORDER BY created, id");
  private static final Sql USED =
      Sql.of("UPDATE app_passwords SET last_used = $3 WHERE owner = $1 AND id = $2");
  private static final Sql REMOVE =
      Sql.of("DELETE FROM app_passwords WHERE owner = $1 AND id = $2");
  private static final Sql REMOVE_TOKENS =
      Sql.of("DELETE FROM fast_tokens WHERE owner = $1 AND app_password = $2");
  private static final Sql FORGET =
      Sql.of("UPDATE devices SET app_password = NULL WHERE owner = $1 AND app_password = $2");

  private final Database database;

  SqlAppPasswords(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> add(Jid account, AppPassword password, List<ScramKey> keys) {
    String owner = account.toString();
    List<Statement> statements = new ArrayList<>(keys.size() + 1);
    statements.add(
        ADD.with(owner, password.id(), password.name(), password.created().toEpochMilli()));
    for (ScramKey key : keys) {
      statements.add(
          ADD_KEY.with(
              owner,
              password.id(),
              key.mechanism(),
              (long) key.iterations(),
              key.salt(),
              key.storedKey(),
              key.serverKey()));
    }
    return database.write(statements).mapEmpty();
  }

  @Override
  public Future<List<AppPassword>> list(Jid account) {
    return database
        .query(LIST.with(account.toString()))
        .map(rows -> rows.stream().map(SqlAppPasswords::password).toList());
  }

  private static AppPassword password(Row row) {
    return new AppPassword(
        row.text(0),
        row.text(1),
        Instant.ofEpochMilli(row.number(2)),
        row.isNull(3) ? null : Instant.ofEpochMilli(row.number(3)));
  }

  @Override
  public Future<Void> used(Jid account, String id, Instant now) {
    return database.write(USED.with(account.toString(), id, now.toEpochMilli())).mapEmpty();
  }

  @Override
  public Future<Boolean> remove(Jid account, String id) {
    String owner = account.toString();
    return database
        .write(
            List.of(
                REMOVE.with(owner, id),
                REMOVE_TOKENS.with(owner, id),
                FORGET.with(owner, id),
                SqlPush.END_APP_PASSWORD.with(owner, id)))
        .map(counts -> counts.get(0) > 0);
  }
}
