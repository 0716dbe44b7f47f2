package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.storage.AccountStore;
import dev.parley.core.storage.RosterStore;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.StoredRosterItem;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** The commands that look at accounts and change nothing. */
public final class LookCommands {
  private static final Argument JID =
      new Argument("jid", "The account, as in juliet@example.org.", Kind.ACCOUNT, true);

  public static final AdminCommand COUNT =
      new AdminCommand(
          "user count",
          "Tells how many accounts there are.",
          List.of(new Argument("domain", "Only of this domain.", Kind.DOMAIN, false)),
          true);
  public static final AdminCommand ROSTER =
      new AdminCommand("user roster", "Lists the contacts of an account.", List.of(JID), true);
  public static final AdminCommand LAST_LOGIN =
      new AdminCommand(
          "user last-seen", "Tells when an account was last there.", List.of(JID), true);

  private final AccountStore accounts;
  private final RosterStore rosters;
  private final AccountArgument account;

  private LookCommands(Storage storage, Supplier<ParleyConfig> config) {
    this.accounts = storage.accounts();
    this.rosters = storage.rosters();
    this.account = new AccountArgument(config);
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(COUNT, ROSTER, LAST_LOGIN);
  }

  /** Adds them to what this process can do. */
  public static void register(
      AdminCommands commands, Storage storage, Supplier<ParleyConfig> config) {
    LookCommands look = new LookCommands(storage, config);
    commands
        .add(COUNT, AdminCommands.refusing(look::count))
        .add(ROSTER, AdminCommands.refusing(look::roster))
        .add(LAST_LOGIN, AdminCommands.refusing(look::lastSeen));
  }

  private Future<JsonObject> count(JsonObject arguments) {
    String domain = arguments.getString("domain");
    List<String> domains = domain == null ? account.domains() : List.of(account.served(domain));
    List<Future<Long>> counts = domains.stream().map(accounts::count).toList();
    return Future.all(counts)
        .map(all -> counts.stream().mapToLong(Future::result).sum())
        .map(number -> text(number + " accounts.").put("users", number));
  }

  private Future<JsonObject> roster(JsonObject arguments) {
    return existing(arguments)
        .compose(rosters::load)
        .map(roster -> {
          JsonArray text = new JsonArray();
          JsonArray contacts = new JsonArray();
          for (StoredRosterItem item : roster.items()) {
            if (!item.removed()) {
              text.add(item.contact() + ", " + item.subscription());
              contacts.add(
                  new JsonObject()
                      .put("jid", item.contact().toString())
                      .put("name", item.name())
                      .put("subscription", item.subscription()));
            }
          }
          if (contacts.isEmpty()) {
            text.add("There are no contacts.");
          }
          return new JsonObject().put("text", text).put("contacts", contacts);
        });
  }

  private Future<JsonObject> lastSeen(JsonObject arguments) {
    return existing(arguments)
        .compose(accounts::lastActivity)
        .map(last ->
            last.map(seen -> text("Last seen " + seen.at() + ".").put("at", seen.at().toString()))
                .orElseGet(() -> text("Never seen, or still there for the first time.")));
  }

  private Future<Jid> existing(JsonObject arguments) {
    Jid jid = account.of(arguments);
    return accounts
        .find(jid)
        .map(found -> {
          if (found.isEmpty()) {
            throw new AdminException("There is no account " + jid);
          }
          return jid;
        });
  }

  private static JsonObject text(String line) {
    return new JsonObject().put("text", new JsonArray().add(line));
  }
}
