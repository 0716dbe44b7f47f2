package dev.parley.core.storage.sql;

import dev.parley.core.storage.Device;
import dev.parley.core.storage.DeviceStore;
import dev.parley.core.storage.FastToken;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables {@code devices} and {@code fast_tokens}. */
final class SqlDevices implements DeviceStore {
  private static final Sql PUT =
      Sql.of(
          "INSERT INTO devices"
              + " (owner, id, software, device, first_seen, last_seen, password, app_password)"
              + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
              + " ON CONFLICT (owner, id) DO UPDATE SET software = excluded.software,"
              + " device = excluded.device, last_seen = excluded.last_seen,"
              + " password = devices.password OR excluded.password,"
              + " app_password = COALESCE(excluded.app_password, devices.app_password)");
  private static final Sql ISSUE =
      Sql.of(
          "INSERT INTO fast_tokens"
              + " (owner, device, used, mechanism, nonce, issued, expires, uses, app_password)"
              + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
              + " ON CONFLICT (owner, device, used) DO UPDATE SET mechanism = excluded.mechanism,"
              + " nonce = excluded.nonce, issued = excluded.issued, expires = excluded.expires,"
              + " uses = excluded.uses, app_password = excluded.app_password");
  private static final Sql LIST =
      Sql.of(
          "SELECT id, software, device, first_seen, last_seen, password, app_password FROM devices"
              + " WHERE owner = $1 ORDER BY last_seen DESC, id");
  private static final Sql TOKENS =
      Sql.of(
          "SELECT mechanism, nonce, issued, expires, used, uses, app_password FROM fast_tokens"
              + " WHERE owner = $1 AND device = $2 AND EXISTS"
              + " (SELECT 1 FROM accounts a WHERE a.jid = $1 AND a.enabled) ORDER BY used");
  private static final Sql WITH_TOKENS =
      Sql.of("SELECT DISTINCT device FROM fast_tokens WHERE owner = $1 AND expires > $2");
  private static final Sql REPLACE_USED =
      Sql.of(
          "DELETE FROM fast_tokens WHERE owner = $1 AND device = $2 AND used AND EXISTS"
              + " (SELECT 1 FROM fast_tokens n WHERE n.owner = $1 AND n.device = $2"
              + " AND NOT n.used AND n.nonce = $3)");
  private static final Sql USE =
      Sql.of(
          "UPDATE fast_tokens SET used = $5, uses = $4 WHERE owner = $1 AND device = $2"
              + " AND nonce = $3 AND (uses < $4 OR ($4 = 0 AND uses = 0))");
  private static final Sql INVALIDATE =
      Sql.of("DELETE FROM fast_tokens WHERE owner = $1 AND device = $2 AND nonce = $3");
  private static final Sql SEEN =
      Sql.of("UPDATE devices SET last_seen = $3 WHERE owner = $1 AND id = $2");
  private static final Sql REMOVE = Sql.of("DELETE FROM devices WHERE owner = $1 AND id = $2");
  private static final Sql PRUNE =
      Sql.of(
          "DELETE FROM devices WHERE owner = $1 AND (last_seen < $2 OR id NOT IN"
              + " (SELECT id FROM devices WHERE owner = $1 ORDER BY last_seen DESC, id LIMIT $3))");

  private final Database database;

  SqlDevices(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> entered(Jid account, Device device, @Nullable FastToken token) {
    List<Statement> statements = new ArrayList<>(2);
    statements.add(
        PUT.with(
            account.toString(),
            device.id(),
            device.software(),
            device.device(),
            device.firstSeen().toEpochMilli(),
            device.lastSeen().toEpochMilli(),
            device.password(),
            device.appPassword()));
    if (token != null) {
      statements.add(
          ISSUE.with(
              account.toString(),
              device.id(),
              token.used(),
              token.mechanism(),
              token.nonce(),
              token.issued().toEpochMilli(),
              token.expires().toEpochMilli(),
              token.count(),
              token.appPassword()));
    }
    return database.write(statements).mapEmpty();
  }

  @Override
  public Future<List<Device>> list(Jid account) {
    return database
        .query(LIST.with(account.toString()))
        .map(rows -> rows.stream().map(SqlDevices::device).toList());
  }

  private static Device device(Row row) {
    return new Device(
        row.text(0),
        row.textOrNull(1),
        row.textOrNull(2),
        Instant.ofEpochMilli(row.number(3)),
        Instant.ofEpochMilli(row.number(4)),
        row.flag(5),
        row.textOrNull(6));
  }

  @Override
  public Future<List<FastToken>> tokens(Jid account, String device) {
    return database
        .query(TOKENS.with(account.toString(), device))
        .map(rows -> rows.stream().map(SqlDevices::token).toList());
  }

  private static FastToken token(Row row) {
    return new FastToken(
        row.text(0),
        row.bytes(1),
        Instant.ofEpochMilli(row.number(2)),
        Instant.ofEpochMilli(row.number(3)),
        row.flag(4),
        row.number(5),
        row.textOrNull(6));
  }

  @Override
  public Future<List<String>> withTokens(Jid account, Instant now) {
    return database
        .query(WITH_TOKENS.with(account.toString(), now.toEpochMilli()))
        .map(rows -> rows.stream().map(row -> row.text(0)).toList());
  }

  @Override
  public Future<Boolean> use(Jid account, String device, FastToken token, long count) {
    String owner = account.toString();
    return database
        .write(
            List.of(
                REPLACE_USED.with(owner, device, token.nonce()),
                USE.with(owner, device, token.nonce(), count, true)))
        .map(counts -> counts.get(1) > 0);
  }

  @Override
  public Future<Void> invalidate(Jid account, String device, FastToken token) {
    return database.write(INVALIDATE.with(account.toString(), device, token.nonce())).mapEmpty();
  }

  @Override
  public Future<Void> seen(Jid account, String device, Instant now) {
    return database.write(SEEN.with(account.toString(), device, now.toEpochMilli())).mapEmpty();
  }

  @Override
  public Future<Boolean> remove(Jid account, String device) {
    String owner = account.toString();
    return database
        .write(List.of(REMOVE.with(owner, device), SqlPush.END_DEVICE.with(owner, device)))
        .map(counts -> counts.get(0) > 0);
  }

  @Override
  public Future<Void> prune(Jid account, Instant before, int most) {
    return database
        .write(PRUNE.with(account.toString(), before.toEpochMilli(), (long) most))
        .mapEmpty();
  }
}
