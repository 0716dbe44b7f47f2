package dev.parley.core.storage.sql;

import dev.parley.core.storage.KeyValueStore;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.core.storage.ValueCodec;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of the table {@code account_data} that belong to one store. */
final class SqlKeyValues<V> implements KeyValueStore<V> {
  private static final Logger LOG = LoggerFactory.getLogger(SqlKeyValues.class);
  private static final Sql GET =
      Sql.of("SELECT value FROM account_data WHERE owner = $1 AND store = $2 AND name = $3");
  private static final Sql ALL =
      Sql.of("SELECT name, value FROM account_data WHERE owner = $1 AND store = $2");
  private static final Sql BYTES =
      Sql.of(
          "SELECT COALESCE(SUM(OCTET_LENGTH(value)), 0) FROM account_data"
              + " WHERE owner = $1 AND store = $2");
  private static final Sql BYTES_OF_ONE =
      Sql.of(
          "SELECT COALESCE(SUM(OCTET_LENGTH(value)), 0) FROM account_data"
              + " WHERE owner = $1 AND store = $2 AND name = $3");
  private static final Sql PUT =
      Sql.of(
          "INSERT INTO account_data (owner, store, name, value) VALUES ($1, $2, $3, $4)"
              + " ON CONFLICT (owner, store, name) DO UPDATE SET value = excluded.value");
  private static final Sql REMOVE =
      Sql.of("DELETE FROM account_data WHERE owner = $1 AND store = $2 AND name = $3");

  private final Database database;
  private final String store;
  private final ValueCodec<V> codec;

  SqlKeyValues(Database database, String store, ValueCodec<V> codec) {
    this.database = database;
    this.store = store;
    this.codec = codec;
  }

  @Override
  public Future<Optional<V>> get(Jid account, String key) {
    return database
        .query(GET.with(account.toString(), store, key))
        .map(rows -> value(account, key, rows));
  }

  @Override
  public Future<Map<String, V>> all(Jid account) {
    return database
        .query(ALL.with(account.toString(), store))
        .map(rows -> {
          Map<String, V> values = new TreeMap<>();
          for (Row row : rows) {
            values.put(row.text(0), decoded(account, row.text(0), row.text(1)));
          }
          return values;
        });
  }

  @Override
  public Future<Long> bytes(Jid account) {
    return database.query(BYTES.with(account.toString(), store)).map(rows -> rows.get(0).number(0));
  }

  @Override
  public Future<Long> bytes(Jid account, String key) {
    return database
        .query(BYTES_OF_ONE.with(account.toString(), store, key))
        .map(rows -> rows.get(0).number(0));
  }

  private Optional<V> value(Jid account, String key, List<Row> rows) {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(decoded(account, key, rows.get(0).text(0)));
  }

  private V decoded(Jid account, String key, String stored) {
    try {
      return codec.decode(stored);
    } catch (IllegalArgumentException | StorageException damaged) {
      LOG.error("value {} of {} in store {} is damaged", key, account, store);
      throw new StorageException(Kind.BROKEN, "a value in " + store + " is damaged", damaged);
    }
  }

  @Override
  public Future<Void> put(Jid account, String key, V value) {
    return database.write(PUT.with(account.toString(), store, key, codec.encode(value))).mapEmpty();
  }

  @Override
  public Future<Void> remove(Jid account, String key) {
    return database.write(REMOVE.with(account.toString(), store, key)).mapEmpty();
  }
}
