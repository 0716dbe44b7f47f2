package dev.parley.core.storage.sql;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.storage.AccountStore;
import dev.parley.core.storage.AppPasswordStore;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.ArchiveUpkeep;
import dev.parley.core.storage.ArchiveWords;
import dev.parley.core.storage.BlocklistStore;
import dev.parley.core.storage.DeviceStore;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.core.storage.NoticeStore;
import dev.parley.core.storage.OfflineStore;
import dev.parley.core.storage.PubsubItemStore;
import dev.parley.core.storage.PubsubStore;
import dev.parley.core.storage.PushStore;
import dev.parley.core.storage.ReportStore;
import dev.parley.core.storage.RoomStore;
import dev.parley.core.storage.RosterStore;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.StorageOpenException;
import dev.parley.core.storage.UploadStore;
import dev.parley.core.storage.ValueCodec;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** All stores on one SQL database. */
public final class SqlStorage implements Storage {
  private static final String SQLITE = "sqlite:";

  private final Vertx vertx;
  private final Database database;
  private final AccountStore accounts;
  private final DeviceStore devices;
  private final AppPasswordStore appPasswords;
  private final RosterStore rosters;
  private final OfflineStore offline;
  private final PushStore push;
  private final ArchiveStore archive;
  private final ArchiveWords archiveWords;
  private final ArchiveUpkeep archiveUpkeep;
  private final UploadStore uploads;
  private final PubsubStore pubsub;
  private final PubsubItemStore pubsubItems;
  private final RoomStore rooms;
  private final ReportStore reports;
  private final BlocklistStore blocklists;
  private final NoticeStore notices;
  private final SqlSecrets secrets;

  SqlStorage(Vertx vertx, Database database) {
    this.vertx = vertx;
    this.database = database;
    this.accounts = new SqlAccounts(database);
    this.devices = new SqlDevices(database);
    this.appPasswords = new SqlAppPasswords(database);
    this.rosters = new SqlRosters(database);
    this.offline = new SqlOffline(database);
    this.push = new SqlPush(database);
    this.archive = new SqlArchive(database);
    this.archiveWords = new SqlArchiveWords(database);
    this.archiveUpkeep = new SqlArchiveUpkeep(database);
    this.uploads = new SqlUploads(database);
    this.pubsub = new SqlPubsub(database);
    this.pubsubItems = new SqlPubsubItems(database);
    this.rooms = new SqlRooms(database);
    this.reports = new SqlReports(database);
    this.blocklists = new SqlBlocklist(database);
    this.notices = new SqlNotices(database);
    this.secrets = new SqlSecrets(database);
  }

  /** As {@link Storage#open}. */
  public static Future<Storage> open(Vertx vertx, StorageConfig config, Path data) {
    return database(vertx, config, data, Tuning.DEFAULT)
        .map(database -> new SqlStorage(vertx, database));
  }

  static Future<Database> database(Vertx vertx, StorageConfig config, Path data, Tuning tuning) {
    if (config.url().startsWith(SQLITE)) {
      Path file = data.resolve(config.url().substring(SQLITE.length()));
      return SqliteDatabase.open(vertx, file, config.sync(), config.connections(), tuning);
    }
    try {
      return PgDatabase.open(vertx, PgAddress.of(config), config, tuning);
    } catch (StorageOpenException wrong) {
      return Future.failedFuture(wrong);
    }
  }

  @Override
  public AccountStore accounts() {
    return accounts;
  }

  @Override
  public DeviceStore devices() {
    return devices;
  }

  @Override
  public AppPasswordStore appPasswords() {
    return appPasswords;
  }

  @Override
  public RosterStore rosters() {
    return rosters;
  }

  @Override
  public PushStore push() {
    return push;
  }

  @Override
  public OfflineStore offline() {
    return offline;
  }

  @Override
  public ArchiveStore archive() {
    return archive;
  }

  @Override
  public ArchiveWords archiveWords() {
    return archiveWords;
  }

  @Override
  public ArchiveUpkeep archiveUpkeep() {
    return archiveUpkeep;
  }

  @Override
  public PubsubStore pubsub() {
    return pubsub;
  }

  @Override
  public PubsubItemStore pubsubItems() {
    return pubsubItems;
  }

  @Override
  public RoomStore rooms() {
    return rooms;
  }

  @Override
  public ReportStore reports() {
    return reports;
  }

  @Override
  public BlocklistStore blocklists() {
    return blocklists;
  }

  @Override
  public NoticeStore notices() {
    return notices;
  }

  @Override
  public Future<byte[]> secret(String purpose) {
    return secrets.get(purpose);
  }

  @Override
  public UploadStore uploads() {
    return uploads;
  }

  @Override
  public <V> KeyValueStore<V> keyValue(String name, ValueCodec<V> codec) {
    return new SqlKeyValues<>(database, name, codec);
  }

  @Override
  public String description() {
    return database.description();
  }

  @Override
  public boolean available() {
    return database.availability().isAvailable();
  }

  @Override
  public void onAvailability(Handler<Boolean> handler) {
    database.availability().listen(vertx, handler);
  }

  @Override
  public Future<Void> close() {
    return database.close();
  }
}
