package dev.parley.cli;

import dev.parley.core.MayBlock;
import dev.parley.core.admin.AccessCommands;
import dev.parley.core.admin.AdminCommands;
import dev.parley.core.admin.ArchiveCommands;
import dev.parley.core.admin.BlocklistCommands;
import dev.parley.core.admin.LookCommands;
import dev.parley.core.admin.NoticeCommands;
import dev.parley.core.admin.PushCommands;
import dev.parley.core.admin.ReportCommands;
import dev.parley.core.admin.RoomCommands;
import dev.parley.core.admin.UserCommands;
import dev.parley.core.auth.Accounts;
import dev.parley.core.auth.AppPasswords;
import dev.parley.core.auth.Devices;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.config.LogConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.log.Logging;
import dev.parley.core.storage.Storage;
import dev.parley.modules.roster.StoredDepartures;
import dev.parley.server.Engine;
import dev.parley.server.transfer.ExportCommands;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;

/** The database of a server that does not run, and what can be done with it. */
@MayBlock
final class Offline implements AutoCloseable {
  private static final LogConfig QUIET =
      new LogConfig(LogConfig.Level.WARN, Map.of(), LogConfig.Format.TEXT, null);

  private final Vertx vertx;
  private final Storage storage;
  private final PasswordHasher hasher;
  private final Accounts accounts;
  private final ParleyConfig config;

  private Offline(Vertx vertx, Storage storage, ParleyConfig config) {
    this.vertx = vertx;
    this.storage = storage;
    this.config = config;
    this.hasher = new PasswordHasher(vertx, 1, config.auth().scramIterations());
    this.accounts = new Accounts(storage.accounts(), hasher, Clock.systemUTC(), change -> {});
    accounts.onFarewell(new StoredDepartures(storage.rosters(), Clock.systemUTC())::leave);
  }

  /** Opens it, under a lock that the caller holds. */
  static Offline open(ParleyConfig config) throws IOException {
    Logging.apply(QUIET);
    var vertx = Vertx.vertx(Engine.options(1).setWorkerPoolSize(2));
    try {
      var storage = Waiting.forResult(Storage.open(vertx, config.storage(), config.data()));
      return new Offline(vertx, storage, config);
    } catch (RuntimeException e) {
      Waiting.forResult(vertx.close());
      throw e;
    }
  }

  Storage storage() {
    return storage;
  }

  Accounts accounts() {
    return accounts;
  }

  JsonObject run(String command, JsonObject arguments) {
    var commands = new AdminCommands();
    UserCommands.register(commands, accounts, () -> config);
    ExportCommands.register(commands, storage, () -> config);
    LookCommands.register(commands, storage, () -> config);
    ArchiveCommands.register(commands, storage.archiveUpkeep(), Clock.systemUTC());
    PushCommands.register(commands, storage.push(), () -> config);
    ReportCommands.register(commands, storage.reports(), Clock.systemUTC());
    RoomCommands.register(commands, storage.rooms());
    NoticeCommands.register(commands, storage.notices(), Clock.systemUTC());
    BlocklistCommands.register(commands, storage, () -> config, Clock.systemUTC());
    AccessCommands.register(
        commands,
        new AppPasswords(storage, accounts, Clock.systemUTC()),
        new Devices(storage.devices(), accounts, Clock.systemUTC()),
        () -> config);
    return Waiting.forResult(commands.run(command, arguments));
  }

  @Override
  public void close() {
    try {
      Waiting.forResult(hasher.close().eventually(storage::close));
    } finally {
      Waiting.forResult(vertx.close());
    }
  }
}
