package dev.parley.core.storage;

import dev.parley.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** The stores on PostgreSQL. */
class PostgresStoresIT {

  @Nested
  class Accounts extends AccountStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class Logins extends LoginStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class Rosters extends RosterStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class Offlines extends OfflineStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class Pushes extends PushStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class BlocklistsKept extends BlocklistStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class NoticesKept extends NoticeStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class ReportsKept extends ReportStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class Archives extends ArchiveStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class Uploads extends UploadStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class Pubsubs extends PubsubStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class PubsubItems extends PubsubItemStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class Rooms extends RoomStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }

  @Nested
  class KeyValues extends KeyValueStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.postgres(TestPostgres.shared());
    }
  }
}
