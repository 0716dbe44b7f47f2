package dev.parley.server;

import dev.parley.core.admin.AccessCommands;
import dev.parley.core.admin.AdminCommands;
import dev.parley.core.admin.ArchiveCommands;
import dev.parley.core.admin.BlocklistCommands;
import dev.parley.core.admin.LookCommands;
import dev.parley.core.admin.NoticeCommands;
import dev.parley.core.admin.PushCommands;
import dev.parley.core.admin.ReportCommands;
import dev.parley.core.admin.RoomCommands;
import dev.parley.core.admin.SessionCommands;
import dev.parley.core.admin.UserCommands;
import dev.parley.core.auth.Accounts;
import dev.parley.core.auth.AppPasswords;
import dev.parley.core.auth.Devices;
import dev.parley.core.bus.Bus;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.storage.Storage;
import dev.parley.server.transfer.ExportCommands;
import java.time.Clock;
import java.util.function.Supplier;

/** What administrators may have done, on the command line or from a client. */
final class Administration {
  private Administration() {}

  /** Registers what is done without the {@linkplain OpenPorts ports}. */
  static void register(Foundation base, Accounts accounts) {
    AdminCommands admin = base.registry().admin();
    Storage storage = base.storage();
    Bus bus = base.bus();
    Supplier<ParleyConfig> config = base.config();
    Clock clock = Clock.systemUTC();
    UserCommands.register(admin, accounts, config);
    ExportCommands.register(admin, storage, config);
    LookCommands.register(admin, storage, config);
    AccessCommands.register(
        admin,
        new AppPasswords(storage, accounts, clock),
        new Devices(storage.devices(), accounts, clock),
        config);
    SessionCommands.register(admin, bus, accounts, config);
    ArchiveCommands.register(admin, storage.archiveUpkeep(), clock, bus);
    PushCommands.register(admin, storage.push(), config);
    ReportCommands.register(admin, storage.reports(), clock);
    RoomCommands.register(admin, storage.rooms(), bus);
    NoticeCommands.register(admin, storage.notices(), bus, clock);
    BlocklistCommands.register(admin, storage, bus, config, clock);
  }
}
