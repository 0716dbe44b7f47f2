package dev.parley.core.storage.sql;

import dev.parley.core.storage.BlocklistStore;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code blocklist}. */
final class SqlBlocklist implements BlocklistStore {
  private static final Sql LOAD =
      Sql.of("SELECT hash, jid, reason, since FROM blocklist WHERE list = $1 ORDER BY since, hash");
  private static final Sql SIZES =
      Sql.of("SELECT list, COUNT(*) FROM blocklist GROUP BY list ORDER BY list");
  private static final Sql PUT =
      Sql.of(
          "INSERT INTO blocklist (list, hash, jid, reason, since) VALUES ($1, $2, $3, $4, $5)"
              + " ON CONFLICT (list, hash) DO UPDATE SET jid = excluded.jid,"
              + " reason = excluded.reason");
  private static final Sql REMOVE = Sql.of("DELETE FROM blocklist WHERE list = $1 AND hash = $2");
  private static final Sql CLEAR = Sql.of("DELETE FROM blocklist WHERE list = $1");

  private final Database database;

  SqlBlocklist(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<Entry>> load(String list) {
    return database
        .query(LOAD.with(list))
        .map(rows -> rows.stream().map(SqlBlocklist::entry).toList());
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.text(0), jid(row.textOrNull(1)), row.text(2), Instant.ofEpochMilli(row.number(3)));
  }

  private static @Nullable Jid jid(@Nullable String text) {
    return text == null ? null : Jid.parse(text);
  }

  @Override
  public Future<Map<String, Integer>> sizes() {
    return database
        .query(SIZES.with())
        .map(rows ->
            rows.stream()
                .collect(Collectors.toMap(row -> row.text(0), row -> (int) row.number(1))));
  }

  @Override
  public Future<Integer> change(String list, Collection<Entry> added, Collection<String> removed) {
    List<Statement> statements = new ArrayList<>(added.size() + removed.size());
    removed.forEach(hash -> statements.add(REMOVE.with(list, hash)));
    for (Entry entry : added) {
      Jid jid = entry.jid();
      statements.add(
          PUT.with(
              list,
              entry.hash(),
              jid == null ? null : jid.toString(),
              entry.reason(),
              entry.since().toEpochMilli()));
    }
    return statements.isEmpty()
        ? Future.succeededFuture(0)
        : database
            .write(statements)
            .map(counts ->
                counts.subList(0, removed.size()).stream().mapToInt(Integer::intValue).sum());
  }

  @Override
  public Future<Void> clear(String list) {
    return database.write(CLEAR.with(list)).mapEmpty();
  }
}
