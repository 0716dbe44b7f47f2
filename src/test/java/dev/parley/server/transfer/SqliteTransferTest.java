package dev.parley.server.transfer;

import dev.parley.core.storage.Backend;
import java.nio.file.Path;

/** Accounts in files, from and to SQLite. */
final class SqliteTransferTest extends TransferContract {
  @Override
  Backend open(Path place) {
    return Backend.sqlite(place);
  }
}
