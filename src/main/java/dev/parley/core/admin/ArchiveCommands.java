package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.storage.ArchiveUpkeep;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands about what accounts keep of their messages. */
public final class ArchiveCommands {
  public static final AdminCommand KEEP =
      new AdminCommand(
          "archive keep",
          "Shows or changes for how long an account keeps its messages.",
          List.of(
              new Argument("jid", "The account, as in juliet@example.org.", Kind.ACCOUNT, true),
              new Argument(
                  "days",
                  "Days, 0 for ever, or \"default\" for what the configuration says.",
                  Kind.DAYS,
                  false)),
          true);

  private static final int MOST_DAYS = 36_500;
  private static final String DEFAULT = "default";

  private final ArchiveUpkeep upkeep;

  private ArchiveCommands(ArchiveUpkeep upkeep) {
    this.upkeep = upkeep;
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(KEEP);
  }

  /** Adds them to what this process can do. */
  public static void register(AdminCommands commands, ArchiveUpkeep upkeep) {
    var archive = new ArchiveCommands(upkeep);
    commands.add(KEEP, archive::keep);
  }

  private Future<JsonObject> keep(JsonObject arguments) {
    Jid account;
    Integer days;
    try {
      account = Jid.parse(arguments.getString("jid"));
      days = days(arguments.getString("days", DEFAULT));
    } catch (JidFormatException e) {
      return Future.failedFuture(new AdminException("Not a JID: " + e.getMessage()));
    } catch (AdminException e) {
      return Future.failedFuture(e);
    }
    if (!arguments.containsKey("days")) {
      return upkeep.keepDays(account).map(own -> result(account, own.orElse(null)));
    }
    return upkeep
        .setKeepDays(account, days)
        .compose(found ->
            found
                ? Future.succeededFuture(result(account, days))
                : Future.failedFuture(new AdminException("There is no account " + account)));
  }

  private static @Nullable Integer days(String text) {
    if (text.equals(DEFAULT)) {
      return null;
    }
    try {
      int days = Integer.parseInt(text);
      if (days >= 0 && days <= MOST_DAYS) {
        return days;
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw new AdminException(
        text + " is neither \"default\" nor a number of days, 0 to " + MOST_DAYS);
  }

  private static JsonObject result(Jid account, @Nullable Integer days) {
    String howLong =
        days == null
            ? "as long as the configuration says"
            : days == 0 ? "for ever" : "for " + days + " days";
    return new JsonObject()
        .put("text", new JsonArray().add(account + " keeps its messages " + howLong + "."))
        .put("days", days);
  }
}
