package dev.parley.modules.admin;

import dev.parley.core.admin.AccessCommands;
import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.ArchiveCommands;
import dev.parley.core.admin.BlocklistCommands;
import dev.parley.core.admin.PushCommands;
import dev.parley.core.admin.ReportCommands;
import dev.parley.core.admin.RoomCommands;
import dev.parley.core.bus.Addresses;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import java.util.List;
import java.util.stream.Stream;

/** Lets administrators do from their clients what the command line can do. */
@Xep(value = 133, version = "1.3.1")
public final class AdminModule implements ServerModule {
  @Override
  public void start(ModuleContext context) {
    context.publish(Attendance.class, home -> new Attendance());
    context.onSession(Attendance::of);
    context.serve(Addresses::admin, Attendance::of, Attendance::handle);
    Doing doing = new Doing(context.admin());
    new ServiceTasks(doing, context::config)
        .all()
        .forEach(task -> context.onCommand(Scope.DOMAIN, task));
    new OtherTasks(doing, context::config)
        .of(others())
        .forEach(task -> context.onCommand(Scope.DOMAIN, task));
  }

  private static List<AdminCommand> others() {
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
