package dev.parley.core.storage.sql;

import dev.parley.core.storage.RoomStore;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables {@code rooms} and {@code room_affiliations}. */
final class SqlRooms implements RoomStore {
  private static final String NUMBER = "(SELECT number FROM rooms WHERE jid = $1)";

  private static final Sql CREATE =
      Sql.of(
          "INSERT INTO rooms"
              + " (jid, domain, permanent, listed, created, version, secret, config, subject)"
              + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
  private static final Sql LOAD =
      Sql.of(
          "SELECT permanent, listed, created, version, secret, config, subject FROM rooms"
              + " WHERE jid = $1");
  private static final String AFFILIATIONS =
      "SELECT jid, affiliation, nick, reason, version, begun FROM room_affiliations WHERE room = "
          + NUMBER;
  private static final Sql LOAD_AFFILIATIONS = Sql.of(AFFILIATIONS + " AND affiliation <> 'none'");
  private static final Sql CHANGES =
      Sql.of(AFFILIATIONS + " AND version > $2 ORDER BY version, jid LIMIT $3");
  private static final Sql SETTINGS =
      Sql.of("UPDATE rooms SET permanent = $2, listed = $3, config = $4 WHERE jid = $1");
  private static final Sql VERSION = Sql.of("UPDATE rooms SET version = $2 WHERE jid = $1");
  private static final Sql SUBJECT = Sql.of("UPDATE rooms SET subject = $2 WHERE jid = $1");

  /** Before others of the same change take it over. */
  private static final Sql FREE_NICK =
      Sql.of("UPDATE room_affiliations SET nick = NULL WHERE room = " + NUMBER + " AND jid = $2");

  private static final Sql AFFILIATE =
      Sql.of(
          "INSERT INTO room_affiliations (room, jid, affiliation, nick, reason, version, begun)"
              + " SELECT number, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT),"
              + " CAST($5 AS TEXT), CAST($6 AS BIGINT), CAST($7 AS BIGINT)"
              + " FROM rooms WHERE jid = $1"
              + " ON CONFLICT (room, jid) DO UPDATE SET affiliation = excluded.affiliation,"
              + " nick = excluded.nick, reason = excluded.reason, version = excluded.version,"
              + " begun = excluded.begun");
  private static final Sql PRUNE =
      Sql.of(
          "DELETE FROM room_affiliations WHERE room = "
              + NUMBER
              + " AND affiliation = 'none' AND version <= $2");
  private static final Sql CONFIGURED_WITH =
      Sql.of("SELECT jid FROM rooms WHERE replace(config, $1, '') <> config LIMIT $2");
  private static final Sql CARD = Sql.of("SELECT card FROM rooms WHERE jid = $1");
  private static final Sql SET_CARD = Sql.of("UPDATE rooms SET card = $2 WHERE jid = $1");
  private static final Sql DELETE = Sql.of("DELETE FROM rooms WHERE jid = $1");

  /** Changes nothing, but has whoever else makes a room of this owner wait. */
  private static final Sql TAKE_TURN =
      Sql.of(
          "UPDATE room_affiliations SET affiliation = affiliation"
              + " WHERE jid = $1 AND affiliation = 'owner'");

  private static final Sql DELETE_SURPLUS =
      Sql.of(
          "DELETE FROM rooms WHERE jid = $1 AND (SELECT count(*) FROM room_affiliations a"
              + " WHERE a.jid = $2 AND a.affiliation = 'owner') > $3");
  private static final Sql LISTED =
      Sql.of(
          "SELECT jid, config FROM rooms WHERE domain = $1 AND listed AND jid > $2"
              + " ORDER BY jid LIMIT $3");
  private static final Sql ALL =
      Sql.of("SELECT jid FROM rooms WHERE domain = $1 AND jid > $2 ORDER BY jid LIMIT $3");
  private static final Sql COUNT = Sql.of("SELECT count(*) FROM rooms WHERE domain = $1");
  private static final Sql OWNED =
      Sql.of("SELECT count(*) FROM room_affiliations WHERE jid = $1 AND affiliation = 'owner'");
  private static final Sql TEMPORARY = Sql.of("SELECT jid FROM rooms WHERE NOT permanent LIMIT $1");
  private static final Sql INVOLVED =
      Sql.of(
          "SELECT r.jid, a.affiliation FROM room_affiliations a JOIN rooms r ON r.number = a.room"
              + " WHERE a.jid = $1 AND a.affiliation <> 'none' ORDER BY r.jid LIMIT $2");
  private static final Sql FORGET_VERSIONS =
      Sql.of(
          "UPDATE rooms SET version = version + 1 WHERE number IN"
              + " (SELECT room FROM room_affiliations WHERE jid = $1 AND affiliation <> 'none')");
  private static final Sql FORGET =
      Sql.of(
          "UPDATE room_affiliations SET affiliation = 'none', nick = NULL, reason = NULL,"
              + " version = (SELECT r.version FROM rooms r WHERE r.number = room)"
              + " WHERE jid = $1 AND affiliation <> 'none'");

  private final Database database;

  SqlRooms(Database database) {
    this.database = database;
  }

  @Override
  public Future<Void> create(StoredRoom room) {
    return database.write(creation(room)).mapEmpty();
  }

  private static List<Statement> creation(StoredRoom room) {
    String jid = room.jid().toString();
    List<Statement> statements = new ArrayList<>(1 + room.affiliations().size());
    statements.add(
        CREATE.with(
            jid,
            room.jid().domain(),
            room.settings().permanent(),
            room.settings().listed(),
            room.created().toEpochMilli(),
            room.version(),
            room.secret(),
            room.settings().config(),
            room.subject()));
    room.affiliations().forEach(one -> statements.add(affiliate(jid, one)));
    return statements;
  }

  /** Of the same transaction, so that nobody makes many at once in the time between. */
  @Override
  public Future<Boolean> create(StoredRoom room, Jid owner, int most) {
    List<Statement> statements = new ArrayList<>();
    // First, for the writes of one owner keep their order.
    statements.add(TAKE_TURN.with(owner.toString()));
    statements.addAll(creation(room));
    statements.add(DELETE_SURPLUS.with(room.jid().toString(), owner.toString(), (long) most));
    return database.write(statements).map(counts -> counts.get(counts.size() - 1) == 0);
  }

  @Override
  public Future<Optional<StoredRoom>> load(Jid room) {
    String jid = room.toString();
    return database
        .query(LOAD.with(jid))
        .compose(rows ->
            rows.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : database
                    .query(LOAD_AFFILIATIONS.with(jid))
                    .map(more -> Optional.of(room(room, rows.get(0), affiliations(more)))));
  }

  private static StoredRoom room(Jid jid, Row row, List<StoredAffiliation> affiliations) {
    return new StoredRoom(
        jid,
        new Settings(row.flag(0), row.flag(1), row.text(5)),
        Instant.ofEpochMilli(row.number(2)),
        row.number(3),
        row.bytes(4),
        row.textOrNull(6),
        affiliations);
  }

  private static List<StoredAffiliation> affiliations(List<Row> rows) {
    return rows.stream()
        .map(row ->
            new StoredAffiliation(
                Jid.parse(row.text(0)),
                row.text(1),
                row.textOrNull(2),
                row.textOrNull(3),
                row.number(4),
                row.number(5)))
        .toList();
  }

  private static Statement affiliate(String room, StoredAffiliation one) {
    return AFFILIATE.with(
        room,
        one.jid().toString(),
        one.affiliation(),
        one.nick(),
        one.reason(),
        one.version(),
        one.begun());
  }

  @Override
  public Future<Void> change(Jid room, Change change) {
    String jid = room.toString();
    List<Statement> statements = new ArrayList<>();
    Settings settings = change.settings();
    if (settings != null) {
      statements.add(
          SETTINGS.with(jid, settings.permanent(), settings.listed(), settings.config()));
    }
    statements.add(VERSION.with(jid, change.version()));
    change.affiliations().forEach(one -> statements.add(FREE_NICK.with(jid, one.jid().toString())));
    change.affiliations().forEach(one -> statements.add(affiliate(jid, one)));
    if (!change.affiliations().isEmpty()) {
      statements.add(PRUNE.with(jid, change.version() - VERSIONS_KEPT));
    }
    return database.write(statements).mapEmpty();
  }

  @Override
  public Future<Void> subject(Jid room, String subject) {
    return database.write(SUBJECT.with(room.toString(), subject)).mapEmpty();
  }

  @Override
  public Future<Boolean> delete(Jid room) {
    String jid = room.toString();
    return database
        .write(List.of(DELETE.with(jid), SqlArchive.ABANDON.with(jid)))
        .map(counts -> counts.get(0) > 0);
  }

  @Override
  public Future<List<Listed>> listed(String domain, String after, int limit) {
    return database
        .query(LISTED.with(domain, after, (long) limit))
        .map(rows ->
            rows.stream().map(row -> new Listed(Jid.parse(row.text(0)), row.text(1))).toList());
  }

  @Override
  public Future<Optional<String>> card(Jid room) {
    return database
        .query(CARD.with(room.toString()))
        .map(rows ->
            rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.get(0).textOrNull(0)));
  }

  @Override
  public Future<Void> card(Jid room, @Nullable String card, Settings settings) {
    String jid = room.toString();
    return database
        .write(
            List.of(
                SET_CARD.with(jid, card),
                SETTINGS.with(jid, settings.permanent(), settings.listed(), settings.config())))
        .mapEmpty();
  }

  @Override
  public Future<List<Jid>> all(String domain, String after, int limit) {
    return database.query(ALL.with(domain, after, (long) limit)).map(SqlRooms::jids);
  }

  @Override
  public Future<Long> count(String domain) {
    return database.query(COUNT.with(domain)).map(rows -> rows.get(0).number(0));
  }

  @Override
  public Future<Long> owned(Jid bare) {
    return database.query(OWNED.with(bare.toString())).map(rows -> rows.get(0).number(0));
  }

  @Override
  public Future<List<Jid>> temporary(int limit) {
    return database.query(TEMPORARY.with((long) limit)).map(SqlRooms::jids);
  }

  @Override
  public Future<List<Jid>> configuredWith(String text, int limit) {
    return database.query(CONFIGURED_WITH.with(text, (long) limit)).map(SqlRooms::jids);
  }

  private static List<Jid> jids(List<Row> rows) {
    return rows.stream().map(row -> Jid.parse(row.text(0))).toList();
  }

  @Override
  public Future<List<Involvement>> involved(Jid bare, int limit) {
    return database
        .query(INVOLVED.with(bare.toString(), (long) limit))
        .map(rows ->
            rows.stream()
                .map(row -> new Involvement(Jid.parse(row.text(0)), row.text(1)))
                .toList());
  }

  @Override
  public Future<List<StoredAffiliation>> changes(Jid room, long version, int limit) {
    return database
        .query(CHANGES.with(room.toString(), version, (long) limit))
        .map(SqlRooms::affiliations);
  }

  @Override
  public Future<Void> forget(Jid bare) {
    String jid = bare.toString();
    return database.write(List.of(FORGET_VERSIONS.with(jid), FORGET.with(jid))).mapEmpty();
  }
}
