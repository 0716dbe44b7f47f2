package dev.parley.core.storage.sql;

import dev.parley.core.storage.ArchiveWords;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The table {@code archive_words}. */
final class SqlArchiveWords implements ArchiveWords {
  private static final Sql UP_TO =
      Sql.of("SELECT coalesce(searchable, 0) FROM archives WHERE owner = $1");
  private static final Sql ADD =
      Sql.of(
          "INSERT INTO archive_words (archive, word, id)"
              + " SELECT a.archive, CAST($2 AS TEXT), a.id"
              + " FROM archives s JOIN archive a ON a.archive = s.number"
              + " WHERE s.owner = $1 AND a.id = $3 ON CONFLICT DO NOTHING");
  private static final Sql RAISE = Sql.of("UPDATE archives SET searchable = $2 WHERE owner = $1");

  private final Database database;

  SqlArchiveWords(Database database) {
    this.database = database;
  }

  @Override
  public Future<Long> indexedUpTo(Jid owner) {
    return database
        .query(UP_TO.with(owner.toString()))
        .map(rows -> rows.isEmpty() ? 0 : rows.get(0).number(0));
  }

  @Override
  public Future<Void> index(Jid owner, List<Entry> entries, long upTo) {
    List<Statement> statements = new ArrayList<>();
    for (Entry entry : entries) {
      for (String word : entry.words()) {
        statements.add(ADD.with(owner.toString(), word, entry.id()));
      }
    }
    statements.add(RAISE.with(owner.toString(), upTo));
    return database.write(statements).mapEmpty();
  }
}
