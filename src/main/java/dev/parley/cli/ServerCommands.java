package dev.parley.cli;

import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.AdminCommands;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** The commands about the server itself. */
final class ServerCommands {
  static final AdminCommand STATUS =
      new AdminCommand(
          "status", "Shows how the running server is; fails if none runs.", List.of(), false);
  static final AdminCommand RELOAD =
      new AdminCommand(
          "reload",
          "Makes the running server read its configuration and certificates again.",
          List.of(),
          false);

  private final RunningServer running;

  private ServerCommands(RunningServer running) {
    this.running = running;
  }

  static void register(AdminCommands commands, RunningServer running) {
    var server = new ServerCommands(running);
    commands.add(STATUS, arguments -> Future.succeededFuture(server.status()));
    commands.add(RELOAD, arguments -> Future.succeededFuture(running.reload().toJson()));
  }

  private JsonObject status() {
    var server = running.server();
    var uptime = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    var storage = server.storage();
    var description = new Description(running.config(), server, running.tls());
    var text =
        new JsonArray()
            .add(Version.line() + ", process " + ProcessHandle.current().pid())
            .add("  running since  " + words(uptime))
            .add("  connections    " + server.connections());
    description.lines().forEach(text::add);
    if (!storage.available()) {
      text.add("The database cannot be used at the moment; nobody is served until it can.");
    }
    return new JsonObject()
        .put("text", text)
        .put("healthy", storage.available())
        .put("version", Version.parley())
        .put("pid", ProcessHandle.current().pid())
        .put("uptimeSeconds", uptime.toSeconds())
        .put("connections", server.connections())
        .put("domains", new JsonArray(description.domains()))
        .put("database", storage.description())
        .put("certificateExpiry", description.firstExpiry().toString());
  }

  private static String words(Duration uptime) {
    return uptime.toDays() + " d " + uptime.toHoursPart() + " h " + uptime.toMinutesPart() + " min";
  }
}
