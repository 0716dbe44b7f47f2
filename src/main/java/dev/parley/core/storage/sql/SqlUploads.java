package dev.parley.core.storage.sql;

import dev.parley.core.storage.UploadStore;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table {@code uploads}. */
final class SqlUploads implements UploadStore {
  /** To be done together with the deletion of an account. */
  static final Sql DISOWN = Sql.of("UPDATE uploads SET owner = '', expires = 0 WHERE owner = $1");

  private static final Duration DAY = Duration.ofDays(1);
  private static final String SAME_QUOTA =
      "(purpose = 'profile') = CAST($2 AS BOOLEAN) AND expires > $3";
  private static final String ACCOUNT =
      "EXISTS (SELECT 1 FROM accounts WHERE jid = $1 AND enabled)";
  // In one statement: what one account asks for at the same time cannot get past its quota.
  private static final Sql RESERVE =
      Sql.of(
          "INSERT INTO uploads (id, owner, purpose, name, type, bytes, slot_key, state, created,"
              + " kept_until, expires) SELECT CAST($4 AS TEXT), jid, CAST($5 AS TEXT), CAST($6 AS"
              + " TEXT), CAST($7 AS TEXT), CAST($8 AS BIGINT), $9, 'slot', CAST($3 AS BIGINT),"
              + " CAST($10 AS BIGINT), CAST($11 AS BIGINT) FROM accounts WHERE jid = $1 AND enabled"
              + " AND (SELECT count(*) FROM uploads WHERE owner = $1 AND "
              + SAME_QUOTA
              + ") < CAST($12 AS BIGINT)"
              + " AND (SELECT coalesce(sum(bytes), 0) FROM uploads WHERE owner = $1 AND "
              + SAME_QUOTA
              + ") <= CAST($13 AS BIGINT) - CAST($8 AS BIGINT)"
              + " AND (SELECT count(*) FROM uploads WHERE owner = $1 AND state <> 'stored' AND "
              + SAME_QUOTA
              + ") < CAST($14 AS BIGINT)"
              + " AND (SELECT coalesce(sum(bytes), 0) FROM uploads WHERE owner = $1 AND"
              + " created > CAST($16 AS BIGINT)) <= CAST($15 AS BIGINT) - CAST($8 AS BIGINT)");
  private static final Sql USAGE =
      Sql.of(
          "SELECT count(*), CAST(coalesce(sum(bytes), 0) AS BIGINT), CAST(coalesce(sum(CASE WHEN"
              + " state = 'stored' THEN 0 ELSE 1 END), 0) AS BIGINT), min(expires) FROM uploads"
              + " WHERE owner = $1 AND "
              + SAME_QUOTA);
  private static final Sql LAST_DAY =
      Sql.of(
          "SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT), min(created) FROM uploads"
              + " WHERE owner = $1 AND created > $2");
  private static final Sql FIND =
      Sql.of(
          "SELECT owner, purpose, name, type, bytes, slot_key, state, created, kept_until, expires"
              + " FROM uploads WHERE id = $1 AND expires > $2 AND owner <> ''");
  private static final Sql BEGIN =
      Sql.of(
          "UPDATE uploads SET state = 'receiving', expires = $3 WHERE owner = $1 AND id = $2"
              + " AND state = 'slot' AND expires > $4 AND "
              + ACCOUNT);
  private static final Sql ABANDON =
      Sql.of(
          "UPDATE uploads SET state = 'slot', expires = $3 WHERE owner = $1 AND id = $2"
              + " AND state = 'receiving'");
  private static final Sql COMPLETE =
      Sql.of(
          "UPDATE uploads SET state = 'stored', type = $3, expires = kept_until WHERE owner = $1"
              + " AND id = $2 AND state = 'receiving' AND expires > $4 AND "
              + ACCOUNT);
  private static final Sql EXPIRED =
      Sql.of("SELECT id FROM uploads WHERE expires <= $1 ORDER BY expires, id LIMIT $2");
  private static final Sql REMOVE = Sql.of("DELETE FROM uploads WHERE id = $1");
  private static final Sql RECOVER =
      Sql.of("UPDATE uploads SET state = 'slot', expires = $1 WHERE state = 'receiving'");

  private final Database database;

  SqlUploads(Database database) {
    this.database = database;
  }

  @Override
  public Future<Boolean> reserve(Upload slot, Quota quota) {
    return database
        .write(
            RESERVE.with(
                slot.owner().toString(),
                slot.purpose() == Purpose.PROFILE,
                slot.created().toEpochMilli(),
                slot.id(),
                word(slot.purpose()),
                slot.name(),
                slot.type(),
                slot.bytes(),
                slot.key(),
                slot.keptUntil().toEpochMilli(),
                slot.expires().toEpochMilli(),
                quota.files(),
                quota.bytes(),
                quota.slots(),
                quota.bytesPerDay(),
                slot.created().minus(DAY).toEpochMilli()))
        .map(count -> count > 0);
  }

  @Override
  public Future<Usage> usage(Jid owner, Purpose purpose, Instant now) {
    Future<List<Row>> all =
        database.query(
            USAGE.with(owner.toString(), purpose == Purpose.PROFILE, now.toEpochMilli()));
    Future<List<Row>> day =
        database.query(LAST_DAY.with(owner.toString(), now.minus(DAY).toEpochMilli()));
    return Future.all(all, day).map(both -> usage(all.result().get(0), day.result().get(0)));
  }

  private static Usage usage(Row all, Row day) {
    return new Usage(
        all.number(0), all.number(1), all.number(2), time(all, 3), day.number(0), time(day, 1));
  }

  private static Instant time(Row row, int column) {
    return row.isNull(column) ? Instant.MAX : Instant.ofEpochMilli(row.number(column));
  }

  @Override
  public Future<Optional<Upload>> find(String id, Instant now) {
    return database
        .query(FIND.with(id, now.toEpochMilli()))
        .map(rows -> rows.stream().findFirst().map(row -> upload(id, row)));
  }

  private static Upload upload(String id, Row row) {
    return new Upload(
        id,
        Jid.parse(row.text(0)),
        Purpose.valueOf(row.text(1).toUpperCase(Locale.ROOT)),
        row.text(2),
        row.textOrNull(3),
        row.number(4),
        row.bytes(5),
        State.valueOf(row.text(6).toUpperCase(Locale.ROOT)),
        Instant.ofEpochMilli(row.number(7)),
        Instant.ofEpochMilli(row.number(8)),
        Instant.ofEpochMilli(row.number(9)));
  }

  @Override
  public Future<Boolean> begin(Upload slot, Instant until, Instant now) {
    return database
        .write(
            BEGIN.with(
                slot.owner().toString(), slot.id(), until.toEpochMilli(), now.toEpochMilli()))
        .map(count -> count > 0);
  }

  @Override
  public Future<Void> abandon(Upload slot, Instant until) {
    return database
        .write(ABANDON.with(slot.owner().toString(), slot.id(), until.toEpochMilli()))
        .mapEmpty();
  }

  @Override
  public Future<Boolean> complete(Upload slot, String type, Instant now) {
    return database
        .write(COMPLETE.with(slot.owner().toString(), slot.id(), type, now.toEpochMilli()))
        .map(count -> count > 0);
  }

  @Override
  public Future<List<String>> expired(Instant now, int limit) {
    return database
        .query(EXPIRED.with(now.toEpochMilli(), (long) limit))
        .map(rows -> rows.stream().map(row -> row.text(0)).toList());
  }

  @Override
  public Future<Void> remove(List<String> ids) {
    List<Future<Integer>> removals = new ArrayList<>(ids.size());
    for (String id : ids) {
      removals.add(database.write(REMOVE.with(id)));
    }
    return Future.all(removals).mapEmpty();
  }

  @Override
  public Future<Void> recover(Instant until) {
    return database.write(RECOVER.with(until.toEpochMilli())).mapEmpty();
  }

  private static String word(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }
}
