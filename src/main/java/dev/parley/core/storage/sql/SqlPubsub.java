package dev.parley.core.storage.sql;

import dev.parley.core.storage.PubsubStore;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables {@code pubsub_nodes}, {@code pubsub_affiliations}, {@code pubsub_subscriptions}. */
final class SqlPubsub implements PubsubStore {
  /** Selects the number of node $2 of service $1. */
  static final String NODE = "(SELECT number FROM pubsub_nodes WHERE owner = $1 AND node = $2)";

  private static final Sql CREATE =
      Sql.of(
          "INSERT INTO pubsub_nodes (owner, node, account, created, config)"
              + " VALUES ($1, $2, $3, $4, $5)");
  private static final Sql LOAD =
      Sql.of("SELECT config, created FROM pubsub_nodes WHERE owner = $1 AND node = $2");
  private static final Sql LOAD_AFFILIATIONS =
      Sql.of("SELECT jid, affiliation FROM pubsub_affiliations WHERE node = " + NODE);
  private static final Sql LOAD_SUBSCRIPTIONS =
      Sql.of("SELECT jid, id, state, options FROM pubsub_subscriptions WHERE node = " + NODE);
  private static final Sql NAMES =
      Sql.of("SELECT node FROM pubsub_nodes WHERE owner = $1 AND node > $2 ORDER BY node LIMIT $3");
  private static final Sql COUNT = Sql.of("SELECT count(*) FROM pubsub_nodes WHERE owner = $1");
  private static final Sql CONFIGURE =
      Sql.of("UPDATE pubsub_nodes SET config = $3 WHERE owner = $1 AND node = $2");
  private static final Sql DELETE =
      Sql.of("DELETE FROM pubsub_nodes WHERE owner = $1 AND node = $2");
  private static final Sql AFFILIATE =
      Sql.of(
          "INSERT INTO pubsub_affiliations (node, jid, affiliation)"
              + " SELECT number, CAST($3 AS TEXT), CAST($4 AS TEXT) FROM pubsub_nodes"
              + " WHERE owner = $1 AND node = $2"
              + " ON CONFLICT (node, jid) DO UPDATE SET affiliation = excluded.affiliation");
  private static final Sql DISAFFILIATE =
      Sql.of("DELETE FROM pubsub_affiliations WHERE node = " + NODE + " AND jid = $3");
  private static final Sql SUBSCRIBE =
      Sql.of(
          "INSERT INTO pubsub_subscriptions (node, jid, bare, id, state, options)"
              + " SELECT number, CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT),"
              + " CAST($6 AS TEXT), CAST($7 AS TEXT) FROM pubsub_nodes"
              + " WHERE owner = $1 AND node = $2"
              + " ON CONFLICT (node, jid) DO UPDATE SET id = excluded.id, state = excluded.state,"
              + " options = excluded.options");
  private static final Sql UNSUBSCRIBE =
      Sql.of("DELETE FROM pubsub_subscriptions WHERE node = " + NODE + " AND jid = $3");
  private static final Sql AFFILIATIONS =
      Sql.of(
          "SELECT n.node, a.affiliation FROM pubsub_affiliations a"
              + " JOIN pubsub_nodes n ON n.number = a.node"
              + " WHERE a.jid = $2 AND n.owner = $1 ORDER BY n.node LIMIT $3");
  private static final Sql SUBSCRIPTIONS =
      Sql.of(
          "SELECT s.jid, s.id, s.state, s.options, n.node FROM pubsub_subscriptions s"
              + " JOIN pubsub_nodes n ON n.number = s.node"
              + " WHERE s.bare = $2 AND n.owner = $1 ORDER BY n.node, s.jid LIMIT $3");
  private static final Sql SUBSCRIBED =
      Sql.of(
          "SELECT n.owner, n.node FROM pubsub_subscriptions s"
              + " JOIN pubsub_nodes n ON n.number = s.node"
              + " WHERE s.bare = $1 AND s.jid = $1 ORDER BY n.owner, n.node LIMIT $2");
  private static final Sql INVOLVED =
      Sql.of(
          "SELECT owner, node FROM pubsub_nodes WHERE number IN"
              + " (SELECT node FROM pubsub_affiliations WHERE jid = $1"
              + " UNION SELECT node FROM pubsub_subscriptions WHERE bare = $1)");
  private static final Sql FORGET_AFFILIATIONS =
      Sql.of("DELETE FROM pubsub_affiliations WHERE jid = $1");
  private static final Sql FORGET_SUBSCRIPTIONS =
      Sql.of("DELETE FROM pubsub_subscriptions WHERE bare = $1");

  private final Database database;

  SqlPubsub(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> create(Jid service, boolean account, StoredNode node) {
    String owner = service.toString();
    List<Statement> statements = new ArrayList<>();
    statements.add(
        CREATE.with(
            owner,
            node.name(),
            account ? owner : null,
            node.created().toEpochMilli(),
            node.config()));
    node.affiliations()
        .forEach((jid, affiliation) ->
            statements.add(AFFILIATE.with(owner, node.name(), jid.toString(), affiliation)));
    return database.write(statements).mapEmpty();
  }

  @Override
  public Future<Optional<StoredNode>> load(Jid service, String node) {
    String owner = service.toString();
    Future<List<Row>> found = database.query(LOAD.with(owner, node));
    return found.compose(rows -> {
      if (rows.isEmpty()) {
        return Future.succeededFuture(Optional.empty());
      }
      Future<List<Row>> affiliations = database.query(LOAD_AFFILIATIONS.with(owner, node));
      Future<List<Row>> subscriptions = database.query(LOAD_SUBSCRIPTIONS.with(owner, node));
      return Future.all(affiliations, subscriptions)
          .map(all ->
              Optional.of(
                  new StoredNode(
                      node,
                      rows.get(0).text(0),
                      Instant.ofEpochMilli(rows.get(0).number(1)),
                      affiliationsOf(affiliations.result()),
                      subscriptions.result().stream().map(SqlPubsub::subscription).toList())));
    });
  }

  private static Map<Jid, String> affiliationsOf(List<Row> rows) {
    Map<Jid, String> affiliations = new HashMap<>();
    for (Row row : rows) {
      affiliations.put(Jid.parse(row.text(0)), row.text(1));
    }
    return affiliations;
  }

  private static StoredSubscription subscription(Row row) {
    return new StoredSubscription(Jid.parse(row.text(0)), row.text(1), row.text(2), row.text(3));
  }

  @Override
  public Future<List<String>> names(Jid service, String after, int limit) {
    return database
        .query(NAMES.with(service.toString(), after, (long) limit))
        .map(rows -> rows.stream().map(row -> row.text(0)).toList());
  }

  @Override
  public Future<Integer> count(Jid service) {
    return database.query(COUNT.with(service.toString())).map(rows -> (int) rows.get(0).number(0));
  }

  @Override
  public Future<Void> configure(Jid service, String node, String config) {
    return database.write(CONFIGURE.with(service.toString(), node, config)).mapEmpty();
  }

  @Override
  public Future<Void> delete(Jid service, String node) {
    return database.write(DELETE.with(service.toString(), node)).mapEmpty();
  }

  @Override
  public Future<Void> affiliate(Jid service, String node, Jid jid, String affiliation) {
    Statement statement =
        affiliation.equals("none")
            ? DISAFFILIATE.with(service.toString(), node, jid.toString())
            : AFFILIATE.with(service.toString(), node, jid.toString(), affiliation);
    return database.write(statement).mapEmpty();
  }

  @Override
  public Future<Void> subscribe(Jid service, String node, StoredSubscription subscription) {
    return database
        .write(
            SUBSCRIBE.with(
                service.toString(),
                node,
                subscription.jid().toString(),
                subscription.jid().bare().toString(),
                subscription.id(),
                subscription.state(),
                subscription.options()))
        .mapEmpty();
  }

  @Override
  public Future<Void> unsubscribe(Jid service, String node, Jid jid) {
    return database.write(UNSUBSCRIBE.with(service.toString(), node, jid.toString())).mapEmpty();
  }

  @Override
  public Future<List<StoredAffiliation>> affiliations(Jid service, Jid jid, int limit) {
    return database
        .query(AFFILIATIONS.with(service.toString(), jid.toString(), (long) limit))
        .map(rows ->
            rows.stream().map(row -> new StoredAffiliation(row.text(0), row.text(1))).toList());
  }

  @Override
  public Future<List<NodeSubscription>> subscriptions(Jid service, Jid bare, int limit) {
    return database
        .query(SUBSCRIPTIONS.with(service.toString(), bare.toString(), (long) limit))
        .map(rows ->
            rows.stream()
                .map(row -> new NodeSubscription(row.text(4), subscription(row)))
                .toList());
  }

  @Override
  public Future<List<NodeKey>> subscribed(Jid bare, int limit) {
    return database.query(SUBSCRIBED.with(bare.toString(), (long) limit)).map(SqlPubsub::keys);
  }

  @Override
  public Future<List<NodeKey>> involved(Jid bare) {
    return database.query(INVOLVED.with(bare.toString())).map(SqlPubsub::keys);
  }

  private static List<NodeKey> keys(List<Row> rows) {
    return rows.stream().map(row -> new NodeKey(Jid.parse(row.text(0)), row.text(1))).toList();
  }

  @Override
  public Future<Void> forget(Jid bare) {
    String jid = bare.toString();
    return database
        .write(List.of(FORGET_AFFILIATIONS.with(jid), FORGET_SUBSCRIPTIONS.with(jid)))
        .mapEmpty();
  }
}
