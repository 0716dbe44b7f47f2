package dev.parley.core.storage.sql;

import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.ArchiveStore.Filter;
import dev.parley.protocol.jid.Jid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SELECTs of pages, one for each shape of a filter. Each walks along one index from where the
 * page begins, so that its cost does not depend on the size of the archive.
 */
final class ArchivePages {
  private static final int SHAPES = 2 * 3 * (ArchiveStore.MOST_WORDS + 1);
  private static final Sql[] PAGES = new Sql[SHAPES];

  static {
    for (int shape = 0; shape < SHAPES; shape++) {
      PAGES[shape] = Sql.of(text(shape % 2 == 1, shape / 2 % 3, shape / 6));
    }
  }

  private ArchivePages() {}

  /** The rows {@code id, sent, stanza} that a filter selects, those next to its end first. */
  static Statement page(Jid owner, Filter filter, boolean last, int limit) {
    int parts = filter.peer() == null ? 0 : filter.peer().isFull() ? 2 : 1;
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(owner.toString());
    arguments.add(filter.after());
    arguments.add(filter.before());
    arguments.add((long) limit);
    if (filter.peer() != null) {
      arguments.add(filter.peer().bare().toString());
      if (parts == 2) {
        arguments.add(Hash.of(filter.peer().resource()));
      }
    }
    arguments.addAll(filter.words());
    int shape = (last ? 1 : 0) + 2 * parts + 6 * filter.words().size();
    return PAGES[shape].with(arguments.toArray());
  }

  /**
   * One SELECT.
   *
   * @param parts of the peer's address: 0 for none, 1 for a bare JID, 2 for a full one
   */
  private static String text(boolean last, int parts, int words) {
    String archive = "(SELECT number FROM archives WHERE owner = $1)";
    // The first word leads: the database is not to walk along the whole archive.
    String key = words == 0 ? "a" : "w";
    var sql = new StringBuilder("SELECT a.id, a.sent, a.stanza FROM ");
    sql.append(words == 0 ? "archive a" : "archive_words w CROSS JOIN archive a");
    sql.append(" WHERE ").append(key).append(".archive = ").append(archive);
    sql.append(" AND ").append(key).append(".id > $2 AND ").append(key).append(".id < $3");
    if (parts > 0) {
      sql.append(" AND a.peer = $5");
    }
    if (parts > 1) {
      sql.append(" AND a.resource = $6");
    }
    if (words > 0) {
      sql.append(" AND w.word = $").append(5 + parts);
      sql.append(" AND a.archive = w.archive AND a.id = w.id");
    }
    for (int i = 1; i < words; i++) {
      sql.append(" AND EXISTS (SELECT 1 FROM archive_words o WHERE o.archive = w.archive");
      sql.append(" AND o.word = $").append(5 + parts + i).append(" AND o.id = w.id)");
    }
    sql.append(" ORDER BY ").append(key).append(".id").append(last ? " DESC" : "");
    return sql.append(" LIMIT $4").toString();
  }
}
