package dev.parley.modules.admin;

import dev.parley.core.admin.AccessCommands;
import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.ArchiveCommands;
import dev.parley.core.admin.BlocklistCommands;
import dev.parley.core.admin.PushCommands;
import dev.parley.core.admin.ReportCommands;
import dev.parley.core.admin.RoomCommands;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToAdmin;
import dev.parley.core.home.Home;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.core.storage.NoticeStore.Notice;
import dev.parley.core.storage.ValueCodec;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lets administrators do from their clients what the command line can do. */
@Xep(value = 133, version = "1.3.1")
public final class AdminModule implements ServerModule {
  @Override
  public void start(ModuleContext context) {
    context.publish(Attendance.class, home -> new Attendance());
    context.onSession(Attendance::of);
    KeyValueStore<String> heard = context.storage().keyValue("notices", ValueCodec.TEXT);
    Future<List<Notice>> notices = context.storage().notices().all();
    context.publish(
        Greetings.class,
        home -> {
          Greetings greetings =
              new Greetings(context.storage().accounts(), heard, Attendance.of(home));
          notices.onSuccess(stored -> home.context().runOnContext(here -> greetings.load(stored)));
          return greetings;
        });
    context.onSession(AdminModule::greetings);
    context.serve(Addresses::admin, Function.identity(), AdminModule::handle);
    Doing doing = new Doing(context.admin());
    new ServiceTasks(doing, context::config)
        .all()
        .forEach(task -> context.onCommand(Scope.DOMAIN, task));
    new OtherTasks(doing, context::config)
        .of(others())
        .forEach(task -> context.onCommand(Scope.DOMAIN, task));
  }

  private static void handle(Home home, Incoming<ToAdmin> incoming) {
    if (incoming.body() instanceof ToAdmin.Notices changed) {
      greetings(home).changed(incoming, changed);
    } else {
      Attendance.of(home).handle(incoming);
    }
  }

  private static Greetings greetings(Home home) {
    return Objects.requireNonNull(home.neighbour(Greetings.class));
  }

  /** The commands that XEP-0133 does not have. */
  static List<AdminCommand> others() {
    return Stream.of(
            AccessCommands.ofAppPasswords(),
            AccessCommands.ofDevices(),
            ArchiveCommands.all(),
            PushCommands.all(),
            ReportCommands.all(),
            BlocklistCommands.all(),
            RoomCommands.all())
        .flatMap(List::stream)
        .toList();
  }
}
