package dev.parley.core.storage.sql;

import dev.parley.core.storage.NoticeStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** The table {@code notices}. */
final class SqlNotices implements NoticeStore {
  private static final Sql ALL = Sql.of("SELECT kind, id, words, since FROM notices ORDER BY kind");
  private static final Sql PUT =
      Sql.of(
          "INSERT INTO notices (kind, id, words, since) VALUES ($1, $2, $3, $4)"
              + " ON CONFLICT (kind) DO UPDATE SET id = excluded.id, words = excluded.words,"
              + " since = excluded.since");
  private static final Sql REMOVE = Sql.of("DELETE FROM notices WHERE kind = $1");

  private final Database database;

  SqlNotices(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<Notice>> all() {
    return database.query(ALL.with()).map(rows -> rows.stream().map(SqlNotices::notice).toList());
  }

  private static Notice notice(Row row) {
    return new Notice(
        Kind.valueOf(row.text(0)), row.text(1), row.text(2), Instant.ofEpochMilli(row.number(3)));
  }

  @Override
  public Future<Void> put(Notice notice) {
    return database
        .write(
            PUT.with(
                notice.kind().name(), notice.id(), notice.text(), notice.since().toEpochMilli()))
        .mapEmpty();
  }

  @Override
  public Future<Boolean> remove(Kind kind) {
    return database.write(REMOVE.with(kind.name())).map(count -> count > 0);
  }
}
