package dev.parley.core.storage.sql;

import dev.parley.core.storage.PubsubItemStore;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code pubsub_items}. */
final class SqlPubsubItems implements PubsubItemStore {
  private static final String COLUMNS = "SELECT id, position, publisher, payload";
  private static final String OF_NODE = " FROM pubsub_items WHERE node = " + SqlPubsub.NODE;

  private static final Sql PUBLISH =
      Sql.of(
          "INSERT INTO pubsub_items (node, id, position, publisher, payload)"
              + " SELECT number, CAST($3 AS TEXT), CAST($4 AS BIGINT), CAST($5 AS TEXT),"
              + " CAST($6 AS TEXT) FROM pubsub_nodes WHERE owner = $1 AND node = $2"
              + " ON CONFLICT (node, id) DO UPDATE SET position = excluded.position,"
              + " publisher = excluded.publisher, payload = excluded.payload");
  private static final Sql TRIM =
      Sql.of(
          "DELETE"
              + OF_NODE
              + " AND position <= (SELECT position"
              + OF_NODE
              + " ORDER BY position DESC LIMIT 1 OFFSET $3)");
  private static final Sql RETRACT = Sql.of("DELETE" + OF_NODE + " AND id = $3");
  private static final Sql PURGE = Sql.of("DELETE" + OF_NODE);
  private static final Sql EXPIRE = Sql.of("DELETE" + OF_NODE + " AND position < $3");
  private static final Sql FIND = Sql.of(COLUMNS + OF_NODE + " AND id = $3");
  private static final Sql OLDER =
      Sql.of(COLUMNS + OF_NODE + " AND position < $3 ORDER BY position DESC LIMIT $4");
  private static final Sql NEWER =
      Sql.of(COLUMNS + OF_NODE + " AND position > $3 ORDER BY position LIMIT $4");
  private static final Sql COUNT = Sql.of("SELECT count(*)" + OF_NODE + " AND position > $3");

  private final Database database;

  SqlPubsubItems(Database database) {
    this.database = database;
  }

  private static Statement of(Sql sql, NodeKey node) {
    return sql.with(node.service().toString(), node.node());
  }

  private static Statement of(Sql sql, NodeKey node, Object third) {
    return sql.with(node.service().toString(), node.node(), third);
  }

  @Override
  public Future<Void> publish(NodeKey node, StoredItem item, int keep) {
    List<Statement> statements = new ArrayList<>(2);
    statements.add(
        PUBLISH.with(
            node.service().toString(),
            node.node(),
            item.id(),
            item.position(),
            item.publisher().toString(),
            item.payload()));
    if (keep > 0) {
      statements.add(of(TRIM, node, (long) keep));
    }
    return database
        .write(statements)
        .compose(counts ->
            counts.get(0) > 0
                ? Future.succeededFuture()
                : Future.failedFuture(
                    new StorageException(Kind.NO_ACCOUNT, "there is no such node")));
  }

  @Override
  public Future<List<Boolean>> retract(NodeKey node, List<String> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return database
        .write(ids.stream().map(id -> of(RETRACT, node, id)).toList())
        .map(counts -> counts.stream().map(count -> count > 0).toList());
  }

  @Override
  public Future<Void> purge(NodeKey node) {
    return database.write(of(PURGE, node)).mapEmpty();
  }

  @Override
  public Future<Void> trim(NodeKey node, int keep) {
    return database.write(of(TRIM, node, (long) keep)).mapEmpty();
  }

  @Override
  public Future<Void> expire(NodeKey node, long before) {
    return database.write(of(EXPIRE, node, before)).mapEmpty();
  }

  @Override
  public Future<Optional<StoredItem>> find(NodeKey node, String id) {
    return database
        .query(of(FIND, node, id))
        .map(rows -> rows.stream().map(SqlPubsubItems::item).findFirst());
  }

  @Override
  public Future<List<StoredItem>> older(NodeKey node, long before, int limit) {
    return page(OLDER, node, before, limit);
  }

  @Override
  public Future<List<StoredItem>> newer(NodeKey node, long after, int limit) {
    return page(NEWER, node, after, limit);
  }

  private Future<List<StoredItem>> page(Sql sql, NodeKey node, long position, int limit) {
    return database
        .query(sql.with(node.service().toString(), node.node(), position, (long) limit))
        .map(rows -> rows.stream().map(SqlPubsubItems::item).toList());
  }

  @Override
  public Future<Integer> count(NodeKey node, long after) {
    return database.query(of(COUNT, node, after)).map(rows -> (int) rows.get(0).number(0));
  }

  private static StoredItem item(Row row) {
    return new StoredItem(row.text(0), row.number(1), Jid.parse(row.text(2)), row.textOrNull(3));
  }
}
