package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.archive.Expiry;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToService;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.ArchiveUpkeep;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The commands about what accounts and rooms keep of their messages. */
public final class ArchiveCommands {
  public static final AdminCommand KEEP =
      new AdminCommand(
          "archive keep",
          "Shows or changes for how long an account or a room keeps its messages.",
          List.of(
              new Argument(
                  "jid", "The account or the room, as in juliet@example.org.", Kind.ACCOUNT, true),
              new Argument(
                  "days",
                  "Days, 0 for ever, or \"default\" for what the configuration says.",
                  Kind.DAYS,
                  false)),
          true);

  public static final AdminCommand PURGE =
      new AdminCommand(
          "archive purge",
          "Deletes for good what an account or a room keeps of what was said.",
          List.of(
              new Argument("jid", "The account or the room.", Kind.ACCOUNT, true),
              new Argument(
                  "days",
                  "Only what is older than so many days; else all of it.",
                  Kind.DAYS,
                  false)),
          true);

  private static final int MOST_DAYS = 36_500;
  private static final String DEFAULT = "default";

  private final ArchiveUpkeep upkeep;
  private final InstantSource clock;
  private final Consumer<Jid> news;

  private ArchiveCommands(ArchiveUpkeep upkeep, InstantSource clock, Consumer<Jid> news) {
    this.upkeep = upkeep;
    this.clock = clock;
    this.news = news;
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(KEEP, PURGE);
  }

  /** Adds them to what can be done without a running server. */
  public static void register(AdminCommands commands, ArchiveUpkeep upkeep, InstantSource clock) {
    register(commands, new ArchiveCommands(upkeep, clock, changed -> {}));
  }

  /** Adds them to what a running server can do, whose rooms hear what is gone. */
  public static void register(
      AdminCommands commands, ArchiveUpkeep upkeep, InstantSource clock, Bus bus) {
    Consumer<Jid> news =
        changed -> bus.send(Addresses.muc(Shard.of(changed)), new ToService.Reread(changed));
    register(commands, new ArchiveCommands(upkeep, clock, news));
  }

  private static void register(AdminCommands commands, ArchiveCommands archive) {
    commands.add(KEEP, archive::keep).add(PURGE, AdminCommands.refusing(archive::purge));
  }

  private Future<JsonObject> purge(JsonObject arguments) {
    Jid owner;
    try {
      owner = Jid.parse(arguments.getString("jid")).bare();
    } catch (JidFormatException e) {
      throw new AdminException("Not a JID: " + e.getMessage());
    }
    Integer days = days(arguments.getString("days", "0"));
    if (days == null) {
      throw new AdminException("Say how many days, or nothing for all");
    }
    long before = RowIds.first(clock.millis() - Duration.ofDays(days).toMillis());
    return upkeep
        .archive(owner)
        .compose(found ->
            found.isEmpty()
                ? Future.failedFuture(new AdminException("There is no archive of " + owner))
                : new Expiry(upkeep).delete(found.get(), days == 0 ? Long.MAX_VALUE : before))
        .map(deleted -> {
          news.accept(owner);
          return new JsonObject()
              .put("text", new JsonArray().add(deleted + " messages of " + owner + " are deleted."))
              .put("deleted", deleted);
        });
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
                : Future.failedFuture(
                    new AdminException("There is no account or room " + account)));
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
