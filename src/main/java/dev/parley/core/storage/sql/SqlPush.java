package dev.parley.core.storage.sql;

import dev.parley.core.storage.PushStore;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table {@code push}. */
final class SqlPush implements PushStore {
  private static final Logger LOG = LoggerFactory.getLogger(SqlPush.class);
  private static final Sql LOAD =
      Sql.of(
          "SELECT service, node, resource, device, app_password, options, enabled, error FROM push"
              + " WHERE owner = $1 ORDER BY enabled, service, node");
  private static final Sql PUT =
      Sql.of(
          "INSERT INTO push (owner, service, node, resource, device, app_password,"
              + " options, enabled, error) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
              + " ON CONFLICT (owner, service, node) DO UPDATE SET resource = excluded.resource,"
              + " device = excluded.device, app_password = excluded.app_password,"
              + " options = excluded.options,"
              + " enabled = excluded.enabled, error = excluded.error");

  /** All of an account. */
  static final Sql END = Sql.of("DELETE FROM push WHERE owner = $1");

  /** Those of a device. */
  static final Sql END_DEVICE = Sql.of("DELETE FROM push WHERE owner = $1 AND device = $2");

  /** Those that an app password has let in. */
  static final Sql END_APP_PASSWORD =
      Sql.of("DELETE FROM push WHERE owner = $1 AND app_password = $2");

  private static final Sql REMOVE =
      Sql.of("DELETE FROM push WHERE owner = $1 AND service = $2 AND node = $3");

  private final Database database;

  SqlPush(Database database) {
    this.database = database;
  }

  @Override
  public Future<List<Registration>> load(Jid owner) {
    return database.query(LOAD.with(owner.toString())).map(rows -> registrations(owner, rows));
  }

  private static List<Registration> registrations(Jid owner, List<Row> rows) {
    List<Registration> registrations = new ArrayList<>(rows.size());
    for (Row row : rows) {
      try {
        registrations.add(
            new Registration(
                Jid.parse(row.text(0)),
                row.text(1),
                row.text(2),
                row.textOrNull(3),
                row.textOrNull(4),
                row.textOrNull(5),
                Instant.ofEpochMilli(row.number(6)),
                row.textOrNull(7)));
      } catch (IllegalArgumentException | StorageException damaged) {
        LOG.error("a push service of {} left out: {}", owner, damaged.getMessage());
      }
    }
    return registrations;
  }

  @Override
  public Future<Void> put(Jid owner, Registration registration) {
    return database
        .write(
            PUT.with(
                owner.toString(),
                registration.service().toString(),
                registration.node(),
                registration.resource(),
                registration.device(),
                registration.appPassword(),
                registration.options(),
                registration.enabled().toEpochMilli(),
                registration.error()))
        .mapEmpty();
  }

  @Override
  public Future<Void> remove(Jid owner, Jid service, String node) {
    return database.write(REMOVE.with(owner.toString(), service.toString(), node)).mapEmpty();
  }
}
