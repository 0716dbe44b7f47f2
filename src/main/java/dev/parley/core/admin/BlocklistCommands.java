package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToBlocklist;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.storage.BlocklistHash;
import dev.parley.core.storage.BlocklistStore;
import dev.parley.core.storage.BlocklistStore.Entry;
import dev.parley.core.storage.ReportStore;
import dev.parley.core.storage.ReportStore.Report;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The commands about whom nobody here hears of. */
public final class BlocklistCommands {
  private static final String SPAM = "urn:xmpp:reporting:spam";
  private static final String ABUSE = "urn:xmpp:reporting:abuse";
  private static final int MOST = 10_000;
  private static final Argument JID =
      new Argument("jid", "Somebody on another server, or that server's domain.", Kind.NAME, true);

  public static final AdminCommand ADD =
      new AdminCommand(
          "blocklist add",
          "Blocks somebody of another server, or that server, for everybody here.",
          List.of(
              JID, new Argument("reason", "spam, or abuse if none is given.", Kind.NAME, false)),
          true);
  public static final AdminCommand REMOVE =
      new AdminCommand("blocklist remove", "Blocks somebody no longer.", List.of(JID), true);
  public static final AdminCommand LIST =
      new AdminCommand(
          "blocklist list", "Lists whom you block, and the size of other lists.", List.of(), true);
  public static final AdminCommand REPORT =
      new AdminCommand(
          "blocklist report",
          "Blocks whom a report is about, and marks the report as dealt with.",
          List.of(
              new Argument("id", "The id of a report, as report list shows it.", Kind.ID, true)),
          true);

  private final BlocklistStore store;
  private final ReportStore reports;
  private final Function<ToBlocklist.Changed, Future<?>> news;
  private final Supplier<ParleyConfig> config;
  private final Clock clock;

  private BlocklistCommands(
      Storage storage,
      Function<ToBlocklist.Changed, Future<?>> news,
      Supplier<ParleyConfig> config,
      Clock clock) {
    this.store = storage.blocklists();
    this.reports = storage.reports();
    this.news = news;
    this.config = config;
    this.clock = clock;
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(ADD, REMOVE, LIST, REPORT);
  }

  /** Adds them to what a running server can do. */
  public static void register(
      AdminCommands commands,
      Storage storage,
      Bus bus,
      Supplier<ParleyConfig> config,
      Clock clock) {
    Function<ToBlocklist.Changed, Future<?>> news =
        change -> {
          Jid domain = Jid.of(null, config.get().domains().get(0).name(), null);
          return bus.request(Addresses.blocklist(Shard.of(domain)), change);
        };
    register(commands, new BlocklistCommands(storage, news, config, clock));
  }

  /** Adds them to what can be done without a running server, which hears of it at its start. */
  public static void register(
      AdminCommands commands, Storage storage, Supplier<ParleyConfig> config, Clock clock) {
    register(
        commands,
        new BlocklistCommands(storage, change -> Future.succeededFuture(), config, clock));
  }

  private static void register(AdminCommands commands, BlocklistCommands blocklists) {
    commands
        .add(ADD, AdminCommands.refusing(blocklists::add))
        .add(REMOVE, AdminCommands.refusing(blocklists::remove))
        .add(LIST, AdminCommands.refusing(blocklists::list))
        .add(REPORT, AdminCommands.refusing(blocklists::report));
  }

  private Future<JsonObject> add(JsonObject arguments) {
    String word = arguments.getString("reason", "abuse");
    if (!word.equals("spam") && !word.equals("abuse")) {
      throw new AdminException("The reason is spam or abuse, not " + word);
    }
    return block(jid(arguments.getString("jid")), word.equals("spam") ? SPAM : ABUSE);
  }

  private Future<JsonObject> block(Jid jid, String reason) {
    Jid who = jid.bare();
    if (config.get().domains().stream().anyMatch(domain -> domain.name().equals(who.domain()))) {
      throw new AdminException(
          who + " is of this server; use \"user disable\" for accounts of your own");
    }
    Entry entry =
        new Entry(
            BlocklistHash.of(who), who, reason, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return store
        .sizes()
        .compose(sizes -> {
          if (sizes.getOrDefault(BlocklistStore.OWN, 0) >= MOST) {
            throw new AdminException("The list is full: " + MOST + " entries");
          }
          return store.change(BlocklistStore.OWN, List.of(entry), List.of());
        })
        .compose(changed -> told(new ToBlocklist.Changed(List.of(entry), List.of())))
        .map(told -> text(who + " is blocked."));
  }

  private Future<JsonObject> remove(JsonObject arguments) {
    Jid who = jid(arguments.getString("jid")).bare();
    String hash = BlocklistHash.of(who);
    return store
        .change(BlocklistStore.OWN, List.of(), List.of(hash))
        .compose(removed -> {
          if (removed == 0) {
            throw new AdminException(who + " is not on your list.");
          }
          return told(new ToBlocklist.Changed(List.of(), List.of(hash)));
        })
        .map(told -> text(who + " is not blocked any more."));
  }

  /** Nobody listens if the module is switched off. */
  private Future<?> told(ToBlocklist.Changed change) {
    return news.apply(change).otherwiseEmpty();
  }

  private Future<JsonObject> report(JsonObject arguments) {
    String id = arguments.getString("id", "");
    return reports
        .find(id)
        .map(found ->
            found
                .filter(report -> report.closed() == null)
                .orElseThrow(() -> new AdminException("There is no open report " + id + ".")))
        .compose(this::block)
        .compose(blocked -> reports.close(id, clock.instant()).map(blocked));
  }

  private Future<JsonObject> block(Report report) {
    return block(report.reported(), report.reason());
  }

  private Future<JsonObject> list(JsonObject arguments) {
    return store
        .load(BlocklistStore.OWN)
        .compose(own -> store.sizes().map(sizes -> listed(own, sizes)));
  }

  private static JsonObject listed(List<Entry> own, Map<String, Integer> sizes) {
    JsonArray text = new JsonArray();
    JsonArray entries = new JsonArray();
    for (Entry entry : own) {
      String word = entry.reason().substring(entry.reason().lastIndexOf(':') + 1);
      text.add(entry.jid() + "  " + entry.since() + "  " + word);
      entries.add(
          new JsonObject()
              .put("jid", String.valueOf(entry.jid()))
              .put("since", entry.since().toString())
              .put("reason", entry.reason()));
    }
    JsonObject others = new JsonObject();
    sizes.forEach((list, size) -> {
      if (!list.isEmpty()) {
        text.add(list + ": " + size + " entries");
        others.put(list, size);
      }
    });
    if (text.isEmpty()) {
      text.add("Nobody is blocked.");
    }
    return new JsonObject().put("text", text).put("entries", entries).put("lists", others);
  }

  private static Jid jid(String text) {
    try {
      return Jid.parse(text);
    } catch (JidFormatException wrong) {
      throw new AdminException(text + " is not a JID: " + wrong.getMessage());
    }
  }

  private static JsonObject text(String line) {
    return new JsonObject().put("text", new JsonArray().add(line));
  }
}
