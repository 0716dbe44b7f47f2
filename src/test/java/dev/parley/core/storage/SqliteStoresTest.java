package dev.parley.core.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** The stores on SQLite. */
class SqliteStoresTest {

  @Nested
  class Accounts extends AccountStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class Logins extends LoginStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class Rosters extends RosterStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class Offlines extends OfflineStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class Pushes extends PushStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class BlocklistsKept extends BlocklistStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class NoticesKept extends NoticeStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class ReportsKept extends ReportStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class Archives extends ArchiveStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class Uploads extends UploadStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class Pubsubs extends PubsubStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class PubsubItems extends PubsubItemStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class Rooms extends RoomStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }

  @Nested
  class KeyValues extends KeyValueStoreContract {
    @Override
    Backend open(Path folder) {
      return Backend.sqlite(folder);
    }
  }
}
