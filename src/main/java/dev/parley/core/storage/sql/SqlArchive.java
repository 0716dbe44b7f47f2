package dev.parley.core.storage.sql;

import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables {@code archives} and {@code archive}. */
final class SqlArchive implements ArchiveStore {
  private static final Logger LOG = LoggerFactory.getLogger(SqlArchive.class);

  /** Gives an owner a new archive; for {@link SqlAccounts} too. */
  static final Sql OPEN =
      Sql.of("INSERT INTO archives (owner) VALUES ($1) ON CONFLICT (owner) DO NOTHING");

  /** Leaves the rows to the upkeep. */
  static final Sql ABANDON = Sql.of("UPDATE archives SET owner = NULL WHERE owner = $1");

  private static final Sql APPEND =
      Sql.of(
          "INSERT INTO archive (archive, id, peer, resource, message, sent, stanza)"
              + " SELECT number, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS BIGINT),"
              + " CAST($5 AS BIGINT), CAST($6 AS BOOLEAN), CAST($7 AS TEXT)"
              + " FROM archives WHERE owner = $1");

  /** Selects the archive of the owner $1. */
  static final String OWN = " archive = (SELECT number FROM archives WHERE owner = $1)";

  private static final Sql FIND =
      Sql.of("SELECT id, sent, stanza FROM archive WHERE" + OWN + " AND id = $2");
  private static final Sql FIND_BY_MESSAGE_ID =
      Sql.of(
          "SELECT id, sent, stanza FROM archive WHERE"
              + OWN
              + " AND peer = $2 AND message = $3 ORDER BY id DESC LIMIT $4");
  private static final Sql FIND_AMONG_NEWEST =
      Sql.of(
          "SELECT id, sent, stanza FROM (SELECT id, peer, message, sent, stanza FROM archive WHERE"
              + OWN
              + " AND id > $4 AND id < $5 ORDER BY id DESC LIMIT $6) AS newest"
              + " WHERE peer = $2 AND message = $3 ORDER BY id DESC");
  private static final String COUNT =
      "SELECT count(*) FROM archive WHERE" + OWN + " AND id > $2 AND id < $3";
  private static final Sql COUNT_ALL = Sql.of(COUNT);
  private static final Sql COUNT_PEER = Sql.of(COUNT + " AND peer = $4");
  private static final Sql COUNT_RESOURCE = Sql.of(COUNT + " AND peer = $4 AND resource = $5");
  private static final Sql REPLACE =
      Sql.of("UPDATE archive SET stanza = $3, message = 0 WHERE" + OWN + " AND id = $2");

  /** For the upkeep too. */
  static final Sql DELETE_WORD =
      Sql.of("DELETE FROM archive_words WHERE" + OWN + " AND word = $2 AND id = $3");

  private static final Sql BOUNDS =
      Sql.of(
          "SELECT (SELECT min(id) FROM archive WHERE archive = number),"
              + " (SELECT max(id) FROM archive WHERE archive = number)"
              + " FROM archives WHERE owner = $1");

  private final Database database;

  SqlArchive(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> open(Jid owner) {
    return database.write(OPEN.with(owner.toString())).mapEmpty();
  }

  @Override
  public Future<Void> remove(Jid owner) {
    return database.write(ABANDON.with(owner.toString())).mapEmpty();
  }

  @Override
  public Future<Void> append(Jid owner, Entry entry) {
    return database
        .write(
            APPEND.with(
                owner.toString(),
                entry.id(),
                entry.peer().bare().toString(),
                Hash.of(entry.peer().resource()),
                Hash.of(entry.messageId()),
                entry.sent(),
                entry.stanza()))
        .compose(count ->
            count > 0
                ? Future.succeededFuture()
                : Future.failedFuture(
                    new StorageException(Kind.NO_ACCOUNT, "there is no such archive")));
  }

  @Override
  public Future<List<Row>> page(Jid owner, Filter filter, boolean last, int limit) {
    return database
        .query(ArchivePages.page(owner, filter, last, limit))
        .map(found -> {
          List<Row> rows = rows(owner.toString(), found);
          if (last) {
            Collections.reverse(rows);
          }
          return rows;
        });
  }

  static List<Row> rows(String owner, List<dev.parley.core.storage.sql.Row> found) {
    List<Row> rows = new ArrayList<>(found.size());
    for (dev.parley.core.storage.sql.Row row : found) {
      try {
        rows.add(new Row(row.number(0), row.flag(1), row.text(2)));
      } catch (StorageException damaged) {
        LOG.error("a message in the archive of {} left out: {}", owner, damaged.getMessage());
      }
    }
    return rows;
  }

  @Override
  public Future<Long> count(Jid owner, Filter filter) {
    if (!filter.words().isEmpty()) {
      throw new IllegalArgumentException("messages with words are not counted");
    }
    return database.query(countOf(owner, filter)).map(rows -> rows.get(0).number(0));
  }

  private static Statement countOf(Jid owner, Filter filter) {
    Jid peer = filter.peer();
    if (peer == null) {
      return COUNT_ALL.with(owner.toString(), filter.after(), filter.before());
    }
    return peer.isFull()
        ? COUNT_RESOURCE.with(
            owner.toString(),
            filter.after(),
            filter.before(),
            peer.bare().toString(),
            Hash.of(peer.resource()))
        : COUNT_PEER.with(owner.toString(), filter.after(), filter.before(), peer.toString());
  }

  @Override
  public Future<Optional<Row>> find(Jid owner, long id) {
    return database
        .query(FIND.with(owner.toString(), id))
        .map(found -> rows(owner.toString(), found).stream().findFirst());
  }

  @Override
  public Future<List<Row>> findByMessageId(Jid owner, Jid peer, String messageId, int limit) {
    return database
        .query(
            FIND_BY_MESSAGE_ID.with(
                owner.toString(), peer.bare().toString(), Hash.of(messageId), (long) limit))
        .map(found -> rows(owner.toString(), found));
  }

  @Override
  public Future<List<Row>> findByMessageId(
      Jid owner, Jid peer, String messageId, long after, long before, int most) {
    String account = owner.toString();
    String other = peer.bare().toString();
    long hash = Hash.of(messageId);
    return database
        .query(FIND_AMONG_NEWEST.with(account, other, hash, after, before, (long) most))
        .map(found -> rows(account, found));
  }

  @Override
  public Future<Boolean> replace(Jid owner, long id, String stanza, List<String> words) {
    List<Statement> statements = new ArrayList<>(words.size() + 1);
    statements.add(REPLACE.with(owner.toString(), id, stanza));
    for (String word : words) {
      statements.add(DELETE_WORD.with(owner.toString(), word, id));
    }
    return database.write(statements).map(counts -> counts.get(0) > 0);
  }

  @Override
  public Future<Optional<Bounds>> bounds(Jid owner) {
    return database
        .query(BOUNDS.with(owner.toString()))
        .map(rows ->
            rows.stream()
                .filter(row -> !row.isNull(0))
                .map(row -> new Bounds(row.number(0), row.number(1)))
                .findFirst());
  }
}
