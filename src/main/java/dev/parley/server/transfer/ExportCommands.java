package dev.parley.server.transfer;

import dev.parley.core.admin.AccountArgument;
import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.admin.AdminCommands;
import dev.parley.core.admin.AdminException;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the command line asks for when it exports an account: one part of the file after another.
 */
public final class ExportCommands {
  /** Gives {@code xml}, and {@code next} unless that was the end. */
  public static final AdminCommand PART =
      new AdminCommand(
          "user export part",
          "Gives one part of the file of an account.",
          List.of(
              new Argument("jid", "The account, as in juliet@example.org.", Kind.ACCOUNT, true),
              new Argument("place", "As the part before has it.", Kind.ID, false)),
          true);

  private ExportCommands() {}

  /** Adds it to what this process can do. */
  public static void register(
      AdminCommands commands, Storage storage, Supplier<ParleyConfig> config) {
    var export = new AccountExport(storage);
    var account = new AccountArgument(config);
    commands.add(
        PART,
        arguments -> {
          try {
            var jid = account.of(arguments);
            return export
                .part(jid, arguments.getString("place"))
                .map(part ->
                    part.map(ExportCommands::result)
                        .orElseThrow(() -> new AdminException("There is no account " + jid)));
          } catch (AdminException | IllegalArgumentException e) {
            return Future.failedFuture(e);
          }
        });
  }

  private static JsonObject result(AccountExport.Part part) {
    return new JsonObject().put("xml", part.xml()).put("next", part.next());
  }
}
