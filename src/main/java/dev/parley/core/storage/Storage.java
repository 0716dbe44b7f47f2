package dev.parley.core.storage;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.storage.sql.SqlStorage;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/**
 * All stores of one server, behind one database.
 *
 * <p>Every future completes on the Vert.x context that asked, within seconds whatever happens to
 * the database, and fails with {@link StorageException} only. A write has succeeded when it would
 * survive a crash. Writes for one owner take effect in the order in which they were asked for.
 */
public interface Storage {

  /**
   * Opens the database, and brings its schema up to date.
   *
   * @param data folder that a relative path of SQLite starts from; made if it is not there
   * @return fails with {@link StorageOpenException}
   */
  static Future<Storage> open(Vertx vertx, StorageConfig config, Path data) {
    return SqlStorage.open(vertx, config, data);
  }

  /** Who may log in. */
  AccountStore accounts();

  /** The clients that accounts were entered with. */
  DeviceStore devices();

  /** Further passwords of accounts. */
  AppPasswordStore appPasswords();

  /** Contact lists. */
  RosterStore rosters();

  /** Where the messages of accounts are announced. */
  PushStore push();

  /** What was reported to the operator. */
  ReportStore reports();

  /** Whom nobody here hears of. */
  BlocklistStore blocklists();

  /** What everybody hears who comes. */
  NoticeStore notices();

  /** Messages for those who are away. */
  OfflineStore offline();

  /** What accounts and rooms keep of their messages. */
  ArchiveStore archive();

  /** The words in archives. */
  ArchiveWords archiveWords();

  /** How archives stay small. */
  ArchiveUpkeep archiveUpkeep();

  /** The nodes of publish-subscribe services. */
  PubsubStore pubsub();

  /** What was published at those nodes. */
  PubsubItemStore pubsubItems();

  /** Rooms, and who may do what in them. */
  RoomStore rooms();

  /** 32 random bytes for a purpose, made at its first use and the same ever after. */
  Future<byte[]> secret(String purpose);

  /** Uploaded files and slots for them. */
  UploadStore uploads();

  /**
   * Values of one kind, one or more per account.
   *
   * @param name of the store, as in {@code blocklist}; stores of one name share their values
   */
  <V> KeyValueStore<V> keyValue(String name, ValueCodec<V> codec);

  /** What is open and how safe it is, in one line without the password. */
  String description();

  /** False while the database cannot be used; then calls fail at once. */
  boolean available();

  /** Calls the handler whenever {@link #available} changes, on the context that registers it. */
  void onAvailability(Handler<Boolean> handler);

  /** Ends what was begun and closes; calls made afterwards fail. */
  Future<Void> close();
}
