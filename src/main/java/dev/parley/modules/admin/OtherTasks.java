package dev.parley.modules.admin;

import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.config.ParleyConfig;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The commands that XEP-0133 does not have, with a field for each argument. */
final class OtherTasks {
  private static final String NS = "https://parley.dev/admin";

  /** What clients show in their lists; in the manner of XEP-0133 §4. */
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("user app-password add", "Add App Password"),
          Map.entry("user app-password list", "Get List of App Passwords"),
          Map.entry("user app-password revoke", "Revoke App Password"),
          Map.entry("user device list", "Get List of Devices"),
          Map.entry("user device revoke", "Revoke Device"),
          Map.entry("archive keep", "Change How Long Messages Are Kept"),
          Map.entry("push list", "Get List of App Servers for Push"),
          Map.entry("room list", "Get List of Rooms"),
          Map.entry("room show", "Show Room"),
          Map.entry("room destroy", "Destroy Room"),
          Map.entry("report list", "Get List of Open Reports"),
          Map.entry("report all", "Get List of All Reports"),
          Map.entry("report show", "Show Report"),
          Map.entry("report close", "Close Report"));

  private final Doing doing;
  private final Supplier<ParleyConfig> config;

  OtherTasks(Doing doing, Supplier<ParleyConfig> config) {
    this.doing = doing;
    this.config = config;
  }

  AdminTask of(AdminCommand command) {
    return new AdminTask(
        NS + "#" + command.name().replace(' ', '-'),
        TITLES.getOrDefault(command.name(), command.summary()),
        NS,
        command.arguments().stream().map(OtherTasks::field).toList(),
        (caller, form) -> doing.told(caller, command, arguments(command, form)),
        config);
  }

  List<AdminTask> of(List<AdminCommand> commands) {
    return commands.stream().map(this::of).toList();
  }

  private static Field field(Argument argument) {
    String type =
        switch (argument.kind()) {
          case ACCOUNT -> "jid-single";
          case PASSWORD -> "text-private";
          case TEXT -> "text-multi";
          case DOMAIN, DAYS, NAME, ID -> "text-single";
        };
    return Field.asked(argument.name(), type, argument.description(), argument.isRequired());
  }

  private static JsonObject arguments(AdminCommand command, DataForm form) {
    JsonObject arguments = new JsonObject();
    for (Argument argument : command.arguments()) {
      Field field = form.field(argument.name());
      if (field != null && !field.values().isEmpty() && !field.values().get(0).isBlank()) {
        arguments.put(argument.name(), String.join("\n", field.values()));
      }
    }
    return arguments;
  }
}
