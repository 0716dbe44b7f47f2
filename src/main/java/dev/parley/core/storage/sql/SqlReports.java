package dev.parley.core.storage.sql;

import dev.parley.core.storage.ReportStore;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code reports}. */
final class SqlReports implements ReportStore {
  private static final Sql ADD =
      Sql.of(
          "INSERT INTO reports (id, at, reporter, reported, reason, words, messages, closed)"
              + " VALUES ($1, $2, $3, $4, $5, $6, $7, 0)");
  private static final Sql OPEN =
      Sql.of(
          "SELECT id, at, reporter, reported, reason, words, '', closed FROM reports"
              + " WHERE closed = 0 ORDER BY at DESC, id LIMIT $1");
  private static final Sql ALL =
      Sql.of(
          "SELECT id, at, reporter, reported, reason, words, '', closed FROM reports"
              + " ORDER BY at DESC, id LIMIT $1");
  private static final Sql FIND =
      Sql.of(
          "SELECT id, at, reporter, reported, reason, words, messages, closed FROM reports"
              + " WHERE id = $1");
  private static final Sql CLOSE =
      Sql.of("UPDATE reports SET closed = $2 WHERE id = $1 AND closed = 0");
  private static final Sql REMOVE = Sql.of("DELETE FROM reports WHERE at < $1");

  private final Database database;

  SqlReports(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> add(Report report) {
    return database
        .write(
            ADD.with(
                report.id(),
                report.at().toEpochMilli(),
                report.reporter().toString(),
                report.reported().toString(),
                report.reason(),
                report.text(),
                report.messages()))
        .mapEmpty();
  }

  @Override
  public Future<List<Report>> newest(boolean closed, int limit) {
    return database
        .query((closed ? ALL : OPEN).with(limit))
        .map(rows -> rows.stream().map(SqlReports::report).toList());
  }

  @Override
  public Future<Optional<Report>> find(String id) {
    return database
        .query(FIND.with(id))
        .map(rows -> rows.stream().map(SqlReports::report).findFirst());
  }

  private static Report report(Row row) {
    return new Report(
        row.text(0),
        Instant.ofEpochMilli(row.number(1)),
        Jid.parse(row.text(2)),
        Jid.parse(row.text(3)),
        row.text(4),
        row.textOrNull(5),
        row.text(6),
        closed(row.number(7)));
  }

  private static @Nullable Instant closed(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }

  @Override
  public Future<Boolean> close(String id, Instant when) {
    return database.write(CLOSE.with(id, when.toEpochMilli())).map(counts -> counts > 0);
  }

  @Override
  public Future<Integer> removeBefore(Instant moment) {
    return database.write(REMOVE.with(moment.toEpochMilli()));
  }
}
