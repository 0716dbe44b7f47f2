package dev.parley.core.storage.sql;

import dev.parley.core.storage.OfflineStore;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table {@code offline}. */
final class SqlOffline implements OfflineStore {
  private static final Logger LOG = LoggerFactory.getLogger(SqlOffline.class);
  private static final Sql APPEND =
      Sql.of(
          "INSERT INTO offline (owner, id, received, bytes, stanza) VALUES ($1, $2, $3, $4, $5)");
  private static final Sql LOAD =
      Sql.of(
          "SELECT o.id, o.received, coalesce(o.stanza, a.stanza), o.stanza IS NULL FROM offline o"
              + " LEFT JOIN archives s ON s.owner = o.owner"
              + " LEFT JOIN archive a ON a.archive = s.number AND a.id = o.id"
              + " WHERE o.owner = $1 AND o.id > $2 ORDER BY o.id LIMIT $3");
  private static final Sql DELETE = Sql.of("DELETE FROM offline WHERE owner = $1 AND id = $2");
  private static final Sql COUNT = Sql.of("SELECT count(*) FROM offline WHERE owner = $1");
  private static final Sql BYTES =
      Sql.of("SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM offline WHERE owner = $1");
  private static final Sql MAX_ID = Sql.of("SELECT coalesce(max(id), 0) FROM offline");

  private final Database database;

  SqlOffline(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> append(
      Jid owner, long id, Instant received, @Nullable String stanza, int bytes) {
    return database
        .write(APPEND.with(owner.toString(), id, received.toEpochMilli(), (long) bytes, stanza))
        .mapEmpty();
  }

  @Override
  public Future<List<Row>> load(Jid owner, long afterId, int limit) {
    return database
        .query(LOAD.with(owner.toString(), afterId, (long) limit))
        .map(found -> rows(owner, found));
  }

  private static List<Row> rows(Jid owner, List<dev.parley.core.storage.sql.Row> found) {
    List<Row> rows = new ArrayList<>(found.size());
    for (dev.parley.core.storage.sql.Row row : found) {
      try {
        rows.add(
            new Row(row.number(0), Instant.ofEpochMilli(row.number(1)), row.text(2), row.flag(3)));
      } catch (StorageException damaged) {
        LOG.error("an offline message of {} left out: {}", owner, damaged.getMessage());
      }
    }
    return rows;
  }

  @Override
  public Future<Void> delete(Jid owner, List<Long> ids) {
    List<Future<Integer>> deletions = new ArrayList<>(ids.size());
    for (Long id : ids) {
      deletions.add(database.write(DELETE.with(owner.toString(), id)));
    }
    return Future.all(deletions).mapEmpty();
  }

  @Override
  public Future<Integer> count(Jid owner) {
    return database.query(COUNT.with(owner.toString())).map(rows -> (int) rows.get(0).number(0));
  }

  @Override
  public Future<Long> bytes(Jid owner) {
    return database.query(BYTES.with(owner.toString())).map(rows -> rows.get(0).number(0));
  }

  @Override
  public Future<Long> maxId() {
    return database.query(MAX_ID.with()).map(rows -> rows.get(0).number(0));
  }
}
