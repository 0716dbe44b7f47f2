package dev.parley.core.storage.sql;

import dev.parley.core.storage.Account;
import dev.parley.core.storage.AccountKeys;
import dev.parley.core.storage.AccountStore;
import dev.parley.core.storage.LastActivity;
import dev.parley.core.storage.ScramKey;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables {@code accounts}, {@code account_keys} and {@code account_activity}. */
final class SqlAccounts implements AccountStore {
  private static final Logger LOG = LoggerFactory.getLogger(SqlAccounts.class);
  private static final String COLUMNS =
      "SELECT a.jid, a.enabled, a.created, k.mechanism, k.iterations, k.salt, k.stored_key,"
          + " k.server_key FROM ";
  private static final Sql FIND =
      Sql.of(COLUMNS + "accounts a LEFT JOIN account_keys k ON k.owner = a.jid WHERE a.jid = $1");
  private static final Sql CREDENTIALS =
      Sql.of(
          "SELECT a.jid, a.enabled, a.created, k.mechanism, k.iterations, k.salt, k.stored_key,"
              + " k.server_key, k.app FROM accounts a LEFT JOIN"
              + " (SELECT owner, mechanism, iterations, salt, stored_key, server_key, NULL AS app"
              + " FROM account_keys WHERE owner = $1 UNION ALL"
              + " SELECT owner, mechanism, iterations, salt, stored_key, server_key, id"
              + " FROM app_password_keys WHERE owner = $1) k ON k.owner = a.jid WHERE a.jid = $1");
  private static final Sql UPGRADE =
      Sql.of(
          "INSERT INTO account_keys"
              + " (owner, mechanism, iterations, salt, stored_key, server_key)"
              + " SELECT owner, CAST($4 AS TEXT), CAST($5 AS BIGINT), $6, $7, $8"
              + " FROM account_keys WHERE owner = $1 AND mechanism = $2 AND stored_key = $3"
              + " ON CONFLICT (owner, mechanism) DO UPDATE SET iterations = excluded.iterations,"
              + " salt = excluded.salt, stored_key = excluded.stored_key,"
              + " server_key = excluded.server_key");
  private static final Sql DELETE_TOKENS = Sql.of("DELETE FROM fast_tokens WHERE owner = $1");
  private static final Sql DELETE_APP_PASSWORDS =
      Sql.of("DELETE FROM app_passwords WHERE owner = $1");
  private static final Sql FORGET_PASSWORD =
      Sql.of("UPDATE devices SET password = $2, app_password = NULL WHERE owner = $1");
  private static final Sql LIST =
      Sql.of(
          COLUMNS
              + "(SELECT jid, enabled, created FROM accounts WHERE domain = $1 AND jid > $2"
              + " ORDER BY jid LIMIT $3) a LEFT JOIN account_keys k ON k.owner = a.jid"
              + " ORDER BY a.jid, k.mechanism");
  private static final Sql CREATE =
      Sql.of("INSERT INTO accounts (jid, domain, enabled, created) VALUES ($1, $2, $3, $4)");
  private static final Sql ADD_KEY =
      Sql.of(
          "INSERT INTO account_keys"
              + " (owner, mechanism, iterations, salt, stored_key, server_key)"
              + " VALUES ($1, $2, $3, $4, $5, $6)");
  // Changes nothing, but locks the account and counts it.
  private static final Sql TOUCH = Sql.of("UPDATE accounts SET enabled = enabled WHERE jid = $1");
  private static final Sql DELETE_KEYS = Sql.of("DELETE FROM account_keys WHERE owner = $1");
  private static final Sql SET_ENABLED = Sql.of("UPDATE accounts SET enabled = $2 WHERE jid = $1");
  // Other tables follow: their rows refer to this one. An archive is too big for that.
  private static final Sql DELETE = Sql.of("DELETE FROM accounts WHERE jid = $1");
  private static final Sql COUNT = Sql.of("SELECT count(*) FROM accounts WHERE domain = $1");
  private static final Sql ACTIVITY =
      Sql.of("SELECT last_seen, status FROM account_activity WHERE owner = $1");
  private static final Sql SET_ACTIVITY =
      Sql.of(
          "INSERT INTO account_activity (owner, last_seen, status)"
              + " SELECT jid, CAST($2 AS BIGINT), CAST($3 AS TEXT) FROM accounts WHERE jid = $1"
              + " ON CONFLICT (owner) DO UPDATE"
              + " SET last_seen = excluded.last_seen, status = excluded.status");

  private final Database database;

  SqlAccounts(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> create(Account account) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        CREATE.with(
            account.jid().toString(),
            account.jid().domain(),
            account.enabled(),
            account.created().toEpochMilli()));
    addKeys(account.jid(), account.keys(), statements);
    // Whatever bore the name before, the archive is a new one.
    statements.add(SqlArchive.ABANDON.with(account.jid().toString()));
    statements.add(SqlArchive.OPEN.with(account.jid().toString()));
    return database.write(statements).mapEmpty();
  }

  private static void addKeys(Jid account, List<ScramKey> keys, List<Statement> statements) {
    for (ScramKey key : keys) {
      statements.add(
          ADD_KEY.with(
              account.toString(),
              key.mechanism(),
              (long) key.iterations(),
              key.salt(),
              key.storedKey(),
              key.serverKey()));
    }
  }

  @Override
  public Future<Optional<Account>> find(Jid account) {
    return database
        .query(FIND.with(account.toString()))
        .map(rows -> accounts(rows).stream().findFirst());
  }

  @Override
  public Future<List<Account>> list(String domain, @Nullable Jid after, int limit) {
    return database
        .query(LIST.with(domain, after == null ? "" : after.toString(), (long) limit))
        .map(SqlAccounts::accounts);
  }

  /** Accounts of joined rows: one row a key, those of one account in succession. */
  private static List<Account> accounts(List<Row> rows) {
    List<Account> accounts = new ArrayList<>();
    int from = 0;
    while (from < rows.size()) {
      int to = from + 1;
      while (to < rows.size() && rows.get(to).text(0).equals(rows.get(from).text(0))) {
        to++;
      }
      try {
        accounts.add(account(rows.subList(from, to)));
      } catch (IllegalArgumentException | StorageException damaged) {
        LOG.error("account {} left out: {}", rows.get(from).text(0), damaged.getMessage());
      }
      from = to;
    }
    return accounts;
  }

  @Override
  public Future<Optional<AccountKeys>> credentials(Jid account) {
    return database.query(CREDENTIALS.with(account.toString())).map(SqlAccounts::credentials);
  }

  private static Optional<AccountKeys> credentials(List<Row> rows) {
    List<Row> own = rows.stream().filter(row -> row.isNull(8)).toList();
    List<Row> all = own.isEmpty() ? rows : own;
    List<AccountKeys.AppKey> others =
        rows.stream()
            .filter(row -> !row.isNull(8))
            .map(row -> new AccountKeys.AppKey(row.text(8), key(row)))
            .toList();
    return accounts(all).stream()
        .findFirst()
        .map(found -> {
          Account account =
              own.isEmpty()
                  ? new Account(found.jid(), found.enabled(), found.created(), List.of())
                  : found;
          return new AccountKeys(account, others);
        });
  }

  private static ScramKey key(Row row) {
    return new ScramKey(
        row.text(3), Math.toIntExact(row.number(4)), row.bytes(5), row.bytes(6), row.bytes(7));
  }

  private static Account account(List<Row> rows) {
    List<ScramKey> keys = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (!row.isNull(3)) {
        keys.add(key(row));
      }
    }
    Row first = rows.get(0);
    return new Account(
        Jid.parse(first.text(0)), first.flag(1), Instant.ofEpochMilli(first.number(2)), keys);
  }

  @Override
  public Future<Boolean> setKeys(Jid account, List<ScramKey> keys) {
    List<Statement> statements = new ArrayList<>();
    statements.add(TOUCH.with(account.toString()));
    statements.add(DELETE_KEYS.with(account.toString()));
    statements.add(DELETE_TOKENS.with(account.toString()));
    statements.add(DELETE_APP_PASSWORDS.with(account.toString()));
    statements.add(FORGET_PASSWORD.with(account.toString(), false));
    statements.add(SqlPush.END.with(account.toString()));
    addKeys(account, keys, statements);
    return database
        .write(statements)
        .map(counts -> counts.get(0) > 0)
        .recover(SqlAccounts::falseIfNoAccount);
  }

  private static Future<Boolean> falseIfNoAccount(Throwable cause) {
    return cause instanceof StorageException failure
            && failure.kind() == StorageException.Kind.NO_ACCOUNT
        ? Future.succeededFuture(false)
        : Future.failedFuture(cause);
  }

  @Override
  public Future<Boolean> setEnabled(Jid account, boolean enabled) {
    Statement set = SET_ENABLED.with(account.toString(), enabled);
    return enabled
        ? changed(set)
        : database
            .write(
                List.of(
                    set,
                    DELETE_TOKENS.with(account.toString()),
                    SqlPush.END.with(account.toString())))
            .map(counts -> counts.get(0) > 0);
  }

  @Override
  public Future<Boolean> upgradeKeys(Jid account, ScramKey proof, List<ScramKey> better) {
    List<ScramKey> order = new ArrayList<>(better);
    // The others are put only while the proof is there, so it is the last to go.
    order.sort(Comparator.comparing(key -> key.mechanism().equals(proof.mechanism())));
    List<Statement> statements = new ArrayList<>(order.size());
    for (ScramKey key : order) {
      statements.add(
          UPGRADE.with(
              account.toString(),
              proof.mechanism(),
              proof.storedKey(),
              key.mechanism(),
              (long) key.iterations(),
              key.salt(),
              key.storedKey(),
              key.serverKey()));
    }
    return database.write(statements).map(counts -> counts.stream().allMatch(count -> count > 0));
  }

  @Override
  public Future<Boolean> delete(Jid account) {
    return database
        .write(
            List.of(
                DELETE.with(account.toString()),
                SqlArchive.ABANDON.with(account.toString()),
                SqlUploads.DISOWN.with(account.toString())))
        .map(counts -> counts.get(0) > 0);
  }

  private Future<Boolean> changed(Statement statement) {
    return database.write(statement).map(count -> count > 0);
  }

  @Override
  public Future<Long> count(String domain) {
    return database.query(COUNT.with(domain)).map(rows -> rows.get(0).number(0));
  }

  @Override
  public Future<Optional<LastActivity>> lastActivity(Jid account) {
    return database
        .query(ACTIVITY.with(account.toString()))
        .map(rows ->
            rows.stream()
                .findFirst()
                .map(row ->
                    new LastActivity(Instant.ofEpochMilli(row.number(0)), row.textOrNull(1))));
  }

  @Override
  public Future<Void> setLastActivity(Jid account, LastActivity activity) {
    return database
        .write(
            SET_ACTIVITY.with(account.toString(), activity.at().toEpochMilli(), activity.status()))
        .mapEmpty();
  }
}
