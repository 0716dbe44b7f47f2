package dev.parley.server.transfer;

import dev.parley.core.storage.Backend;
import dev.parley.testing.TestPostgres;
import java.nio.file.Path;

/** Accounts in files, from and to PostgreSQL. */
final class PostgresTransferIT extends TransferContract {
  @Override
  Backend open(Path place) {
    return Backend.postgres(TestPostgres.shared());
  }
}
