package dev.parley.core.storage.sql;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;

/** The table {@code secrets}. */
final class SqlSecrets {
  private static final int LENGTH = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Sql PUT =
      Sql.of("INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING");
  private static final Sql GET = Sql.of("SELECT value FROM secrets WHERE name = $1");

  private final Database database;

  SqlSecrets(Database database) {
    this.database = database;
  }

  /** The secret of that name, made if there is none. */
  Future<byte[]> get(String name) {
    return database
        .query(GET.with(name))
        .compose(known -> known.isEmpty() ? make(name) : Future.succeededFuture(known))
        .map(rows -> rows.get(0).bytes(0));
  }

  private Future<List<Row>> make(String name) {
    byte[] fresh = new byte[LENGTH];
    RANDOM.nextBytes(fresh);
    return database.write(PUT.with(name, fresh)).compose(put -> database.query(GET.with(name)));
  }
}
