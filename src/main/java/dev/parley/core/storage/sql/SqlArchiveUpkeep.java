package dev.parley.core.storage.sql;

import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.ArchiveUpkeep;
import dev.parley.core.storage.ArchiveWords;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code archives} as a whole, and the ends of archives. */
final class SqlArchiveUpkeep implements ArchiveUpkeep {
  private static final String ARCHIVES =
      "SELECT number, owner, keep_days, coalesce(searchable, 0),"
          + " coalesce((SELECT min(id) FROM archive WHERE archive = number), 0) FROM archives";
  private static final Sql LIST = Sql.of(ARCHIVES + " WHERE number > $1 ORDER BY number LIMIT $2");
  private static final Sql FIND = Sql.of(ARCHIVES + " WHERE owner = $1");
  private static final Sql OLDEST =
      Sql.of(
          "SELECT id, sent, stanza FROM archive WHERE archive = $1 AND id < $2"
              + " ORDER BY id LIMIT $3");
  private static final Sql DELETE =
      Sql.of("DELETE FROM archive WHERE" + SqlArchive.OWN + " AND id <= $2");
  private static final Sql DELETE_ABANDONED =
      Sql.of("DELETE FROM archive WHERE archive = $1 AND id <= $2");
  private static final Sql DELETE_ABANDONED_WORD =
      Sql.of("DELETE FROM archive_words WHERE archive = $1 AND word = $2 AND id = $3");
  private static final Sql DELETE_POINTERS =
      Sql.of("DELETE FROM offline WHERE owner = $1 AND id <= $2 AND stanza IS NULL");
  private static final Sql FORGET =
      Sql.of(
          "DELETE FROM archives WHERE number = $1 AND owner IS NULL"
              + " AND NOT EXISTS (SELECT 1 FROM archive WHERE archive = $1)");
  private static final Sql KEEP_DAYS = Sql.of("SELECT keep_days FROM archives WHERE owner = $1");
  private static final Sql SET_KEEP_DAYS =
      Sql.of("UPDATE archives SET keep_days = $2 WHERE owner = $1");

  private final Database database;

  SqlArchiveUpkeep(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<Archive>> archives(long afterNumber, int limit) {
    return database
        .query(LIST.with(afterNumber, (long) limit))
        .map(rows -> rows.stream().map(SqlArchiveUpkeep::archive).toList());
  }

  @Override
  public Future<Optional<Archive>> archive(Jid owner) {
    return database
        .query(FIND.with(owner.toString()))
        .map(rows -> rows.stream().findFirst().map(SqlArchiveUpkeep::archive));
  }

  private static Archive archive(Row row) {
    String owner = row.textOrNull(1);
    return new Archive(
        row.number(0),
        owner == null ? null : Jid.parse(owner),
        row.isNull(2) ? null : (int) row.number(2),
        row.number(4),
        row.number(3));
  }

  @Override
  public Future<List<ArchiveStore.Row>> oldest(Archive archive, long before, int limit) {
    return database
        .query(OLDEST.with(archive.number(), before, (long) limit))
        .map(found -> SqlArchive.rows(name(archive), found));
  }

  @Override
  public Future<Void> delete(Archive archive, long upTo, List<ArchiveWords.Entry> words) {
    // With the owner in front, the statements keep their order with the owner's own.
    boolean owned = archive.owner() != null;
    Object whose = owned ? name(archive) : (Object) archive.number();
    List<Statement> statements = new ArrayList<>();
    statements.add((owned ? DELETE : DELETE_ABANDONED).with(whose, upTo));
    for (ArchiveWords.Entry entry : words) {
      for (String word : entry.words()) {
        Sql delete = owned ? SqlArchive.DELETE_WORD : DELETE_ABANDONED_WORD;
        statements.add(delete.with(whose, word, entry.id()));
      }
    }
    if (owned) {
      statements.add(DELETE_POINTERS.with(whose, upTo));
    }
    return database.write(statements).mapEmpty();
  }

  private static String name(Archive archive) {
    return archive.owner() == null ? "nobody" : archive.owner().toString();
  }

  @Override
  public Future<Void> forget(Archive archive) {
    return database.write(FORGET.with(archive.number())).mapEmpty();
  }

  @Override
  public Future<Optional<Integer>> keepDays(Jid owner) {
    return database
        .query(KEEP_DAYS.with(owner.toString()))
        .map(rows ->
            rows.stream()
                .filter(row -> !row.isNull(0))
                .map(row -> (int) row.number(0))
                .findFirst());
  }

  @Override
  public Future<Boolean> setKeepDays(Jid owner, @Nullable Integer days) {
    return database
        .write(SET_KEEP_DAYS.with(owner.toString(), days == null ? null : days.longValue()))
        .map(count -> count > 0);
  }
}
