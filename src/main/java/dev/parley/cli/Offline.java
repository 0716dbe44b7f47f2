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
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;

/** Does a command on the database of a server that does not run. */
@MayBlock
final class Offline {
  private static final LogConfig QUIET =
      new LogConfig(LogConfig.Level.WARN, Map.of(), LogConfig.Format.TEXT, null);

  private Offline() {}

  static JsonObject run(ParleyConfig config, String command, JsonObject arguments)
      throws IOException {
    Logging.apply(QUIET);
    var vertx = Vertx.vertx(Engine.options(1).setWorkerPoolSize(2));
    try {
      return Waiting.forResult(
          Storage.open(vertx, config.storage(), config.data())
              .compose(storage -> run(vertx, storage, config, command, arguments)));
    } finally {
      Waiting.forResult(vertx.close());
    }
  }

  private static Future<JsonObject> run(
      Vertx vertx, Storage storage, ParleyConfig config, String command, JsonObject arguments) {
    var hasher = new PasswordHasher(vertx, 1, config.auth().scramIterations());
    var accounts = new Accounts(storage.accounts(), hasher, Clock.systemUTC(), change -> {});
    accounts.onFarewell(new StoredDepartures(storage.rosters(), Clock.systemUTC())::leave);
    var commands = new AdminCommands();
    UserCommands.register(commands, accounts, () -> config);
    LookCommands.register(commands, storage, () -> config);
    ArchiveCommands.register(commands, storage.archiveUpkeep());
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
    return commands
        .run(command, arguments)
        .eventually(() -> hasher.close().eventually(storage::close));
  }
}
