package dev.parley.core.storage.sql;

import dev.parley.core.storage.Backend;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A file that the first version has filled is opened by this one. */
class SqliteMigrationTest {

  @Test
  void allThatTheFirstVersionHadIsKept(@TempDir Path folder) {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
    OldDatabase.make(source, Migrations.Dialect.SQLITE);
    OldDatabase.assertKept(Backend.sqliteConfig(), folder);
  }
}
