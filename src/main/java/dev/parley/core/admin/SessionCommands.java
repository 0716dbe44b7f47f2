package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.auth.Accounts;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToAdmin;
import dev.parley.core.bus.ToAdmin.Present;
import dev.parley.core.config.ParleyConfig;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The commands about who is there now. */
public final class SessionCommands {
  private static final int MAX_TEXT = 10_000;
  private static final Argument DOMAIN =
      new Argument("domain", "Only of this domain.", Kind.DOMAIN, false);

  public static final AdminCommand LIST =
      new AdminCommand("session list", "Lists who is there.", List.of(DOMAIN), false);
  public static final AdminCommand END =
      new AdminCommand(
          "session end",
          "Ends the sessions of an account; its clients may come back.",
          List.of(
              new Argument("jid", "The account, as in juliet@example.org.", Kind.ACCOUNT, true)),
          false);
  public static final AdminCommand ANNOUNCE =
      new AdminCommand(
          "session announce",
          "Sends a message to everybody who is there.",
          List.of(new Argument("text", "What to say.", Kind.TEXT, true), DOMAIN),
          false);

  private final Bus bus;
  private final Accounts accounts;
  private final AccountArgument account;

  private SessionCommands(Bus bus, Accounts accounts, Supplier<ParleyConfig> config) {
    this.bus = bus;
    this.accounts = accounts;
    this.account = new AccountArgument(config);
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(LIST, END, ANNOUNCE);
  }

  /** Adds them to what this process can do. */
  public static void register(
      AdminCommands commands, Bus bus, Accounts accounts, Supplier<ParleyConfig> config) {
    SessionCommands sessions = new SessionCommands(bus, accounts, config);
    commands
        .add(LIST, AdminCommands.refusing(sessions::list))
        .add(END, AdminCommands.refusing(sessions::end))
        .add(ANNOUNCE, AdminCommands.refusing(sessions::announce));
  }

  private Future<JsonObject> list(JsonObject arguments) {
    String domain = domain(arguments);
    return gather(shard -> bus.request(Addresses.admin(shard), new ToAdmin.Sessions(domain)))
        .map(all -> listed(all.stream().flatMap(List::stream).toList()));
  }

  private static JsonObject listed(List<Present> present) {
    JsonArray text = new JsonArray();
    JsonArray sessions = new JsonArray();
    present.stream()
        .sorted(Comparator.comparing(one -> one.full().toString()))
        .forEach(one -> {
          text.add(
              one.full()
                  + (one.hibernating() ? ", connection lost" : one.available() ? "" : ", silent"));
          sessions.add(
              new JsonObject()
                  .put("jid", one.full().toString())
                  .put("available", one.available())
                  .put("hibernating", one.hibernating()));
        });
    if (present.isEmpty()) {
      text.add("Nobody is there.");
    }
    return new JsonObject().put("text", text).put("sessions", sessions);
  }

  private Future<JsonObject> end(JsonObject arguments) {
    Jid jid = account.of(arguments);
    return accounts
        .endSessions(jid)
        .map(found -> {
          if (!found) {
            throw new AdminException("There is no account " + jid);
          }
          return text("The sessions of " + jid + " have ended.");
        });
  }

  private Future<JsonObject> announce(JsonObject arguments) {
    String said = arguments.getString("text").strip();
    String domain = domain(arguments);
    if (said.isEmpty() || said.length() > MAX_TEXT) {
      throw new AdminException("The text must have 1 to " + MAX_TEXT + " characters");
    }
    String sender = domain == null ? account.domains().get(0) : domain;
    Message message =
        Message.of(Message.Type.HEADLINE, null, said).withFrom(Jid.of(null, sender, null));
    return gather(
            shard -> bus.request(Addresses.admin(shard), new ToAdmin.Announce(message, domain)))
        .map(counts -> counts.stream().mapToInt(Integer::intValue).sum())
        .map(reached -> text("Sent to " + reached + " sessions.").put("sessions", reached));
  }

  private static <T> Future<List<T>> gather(IntFunction<Future<T>> ask) {
    List<Future<T>> asked = IntStream.range(0, Shard.COUNT).mapToObj(ask).toList();
    return Future.all(asked).map(all -> asked.stream().map(Future::result).toList());
  }

  private @Nullable String domain(JsonObject arguments) {
    String domain = arguments.getString("domain");
    return domain == null ? null : account.served(domain);
  }

  private static JsonObject text(String line) {
    return new JsonObject().put("text", new JsonArray().add(line));
  }
}
