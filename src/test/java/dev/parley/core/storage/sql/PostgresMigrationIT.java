package dev.parley.core.storage.sql;

import dev.parley.core.storage.Backend;
import dev.parley.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A database that the first version has filled is opened by this one. */
class PostgresMigrationIT {

  @Test
  void allThatTheFirstVersionHadIsKept() {
    var config = Backend.postgresConfig(TestPostgres.shared().freshDatabase());
    OldDatabase.make(
        PgAddress.of(config).toDataSource(Tuning.DEFAULT.deadline()),
        Migrations.Dialect.POSTGRESQL);
    OldDatabase.assertKept(config, Path.of(""));
  }
}
