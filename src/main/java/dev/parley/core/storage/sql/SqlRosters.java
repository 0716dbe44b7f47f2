package dev.parley.core.storage.sql;

import dev.parley.core.storage.RosterStore;
import dev.parley.core.storage.StorageException;
import dev.parley.core.storage.StoredRoster;
import dev.parley.core.storage.StoredRosterItem;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables {@code rosters} and {@code roster_items}. */
final class SqlRosters implements RosterStore {
  private static final Logger LOG = LoggerFactory.getLogger(SqlRosters.class);
  // One query sees one moment; a roster without items is one row of nulls.
  private static final Sql LOAD =
      Sql.of(
          "SELECT r.version, r.pruned, i.contact, i.name, i.contact_groups, i.subscription,"
              + " i.ask, i.approved, i.pending_in, i.version, i.removed"
              + " FROM rosters r LEFT JOIN roster_items i ON i.owner = r.owner"
              + " WHERE r.owner = $1 ORDER BY i.contact");
  private static final Sql RAISE =
      Sql.of(
          "INSERT INTO rosters (owner, version, pruned) VALUES ($1, $2, 0)"
              + " ON CONFLICT (owner) DO UPDATE SET version = excluded.version"
              + " WHERE excluded.version > rosters.version");
  private static final Sql PUT =
      Sql.of(
          "INSERT INTO roster_items (owner, contact, name, contact_groups, subscription, ask,"
              + " approved, pending_in, version, removed)"
              + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
              + " ON CONFLICT (owner, contact) DO UPDATE SET name = excluded.name,"
              + " contact_groups = excluded.contact_groups, subscription = excluded.subscription,"
              + " ask = excluded.ask, approved = excluded.approved,"
              + " pending_in = excluded.pending_in, version = excluded.version,"
              + " removed = excluded.removed");
  private static final Sql APPROVERS =
      Sql.of(
          "SELECT owner FROM roster_items WHERE contact = $1 AND approved AND owner > $2"
              + " ORDER BY owner LIMIT $3");
  private static final Sql PRUNE =
      Sql.of(
          "DELETE FROM roster_items WHERE owner = $1 AND removed AND version <= $2"
              + " AND pending_in IS NULL");
  private static final Sql FORGET =
      Sql.of("DELETE FROM roster_items WHERE owner = $1 AND contact = $2");
  private static final Sql PRUNED =
      Sql.of("UPDATE rosters SET pruned = $2 WHERE owner = $1 AND pruned < $2");

  private final Database database;

  SqlRosters(Database database) {
    this.database = database;
  }

  @Override
  public Future<StoredRoster> load(Jid owner) {
    return database.query(LOAD.with(owner.toString())).map(rows -> roster(owner, rows));
  }

  @Override
  public Future<List<Jid>> approvers(Jid contact, @Nullable Jid after, int limit) {
    String from = after == null ? "" : after.toString();
    return database
        .query(APPROVERS.with(contact.toString(), from, (long) limit))
        .map(rows -> rows.stream().map(row -> Jid.parse(row.text(0))).toList());
  }

  private static StoredRoster roster(Jid owner, List<Row> rows) {
    if (rows.isEmpty()) {
      return new StoredRoster(0, 0, List.of());
    }
    List<StoredRosterItem> items = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (!row.isNull(2)) {
        try {
          items.add(item(row));
        } catch (IllegalArgumentException
            | ClassCastException
            | DecodeException
            | StorageException damaged) {
          LOG.error("contact {} of {} left out, its row is damaged", row.text(2), owner, damaged);
        }
      }
    }
    return new StoredRoster(rows.get(0).number(0), rows.get(0).number(1), items);
  }

  private static StoredRosterItem item(Row row) {
    return new StoredRosterItem(
        Jid.parse(row.text(2)),
        row.textOrNull(3),
        groups(row.text(4)),
        row.text(5),
        row.flag(6),
        row.flag(7),
        row.textOrNull(8),
        row.number(9),
        row.flag(10));
  }

  private static List<String> groups(String stored) {
    if (stored.equals("[]")) {
      return List.of();
    }
    var array = new JsonArray(stored);
    List<String> groups = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      groups.add(array.getString(i));
    }
    return groups;
  }

  @Override
  public Future<Void> put(Jid owner, StoredRosterItem item) {
    Statement put =
        PUT.with(
            owner.toString(),
            item.contact().toString(),
            item.name(),
            item.groups().isEmpty() ? "[]" : new JsonArray(item.groups()).encode(),
            item.subscription(),
            item.ask(),
            item.approved(),
            item.pendingIn(),
            item.version(),
            item.removed());
    return database.write(List.of(RAISE.with(owner.toString(), item.version()), put)).mapEmpty();
  }

  @Override
  public Future<Void> remove(Jid owner, Jid contact, long version) {
    if (version == 0) {
      return database.write(List.of(FORGET.with(owner.toString(), contact.toString()))).mapEmpty();
    }
    return put(
        owner,
        new StoredRosterItem(contact, null, List.of(), "none", false, false, null, version, true));
  }

  @Override
  public Future<Void> pruneTombstones(Jid owner, long version) {
    return database
        .write(
            List.of(PRUNE.with(owner.toString(), version), PRUNED.with(owner.toString(), version)))
        .mapEmpty();
  }
}
