package dev.parley.modules.admin;

import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.config.ParleyConfig;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** The commands that XEP-0133 does not have, with a field for each argument. */
final class OtherTasks {
  private static final String NS = "https://parley.dev/admin";

  private final Doing doing;
  private final Supplier<ParleyConfig> config;

  OtherTasks(Doing doing, Supplier<ParleyConfig> config) {
    this.doing = doing;
    this.config = config;
  }

  AdminTask of(AdminCommand command) {
    List<Field> fields = command.arguments().stream().map(OtherTasks::field).toList();
    return new AdminTask(
        NS + "#" + command.name().replace(' ', '-'),
        Titles.of(command),
        NS,
        caller -> Future.succeededFuture(fields),
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
    return Field.asked(argument.name(), type, Titles.label(argument), argument.isRequired());
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
