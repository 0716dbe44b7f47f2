package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToAdmin;
import dev.parley.core.storage.NoticeStore;
import dev.parley.core.storage.NoticeStore.Notice;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The commands about what everybody hears who comes (XEP-0133 §4.26). */
public final class NoticeCommands {
  private static final int MAX_TEXT = 10_000;
  private static final Argument TEXT = new Argument("text", "What to say.", Kind.TEXT, true);

  public static final AdminCommand SHOW =
      new AdminCommand("notice show", "Shows what everybody hears who comes.", List.of(), true);
  public static final AdminCommand SET_MOTD =
      new AdminCommand(
          "notice motd-set",
          "Sets the message of the day: everybody gets it once, now or at the next login.",
          List.of(TEXT),
          true);
  public static final AdminCommand EDIT_MOTD =
      new AdminCommand(
          "notice motd-edit",
          "Corrects the message of the day; who has had it does not get it again.",
          List.of(TEXT),
          true);
  public static final AdminCommand DELETE_MOTD =
      new AdminCommand("notice motd-delete", "Takes the message of the day away.", List.of(), true);
  public static final AdminCommand SET_WELCOME =
      new AdminCommand(
          "notice welcome-set",
          "Sets what accounts made from now on hear when they come for the first time.",
          List.of(TEXT),
          true);
  public static final AdminCommand DELETE_WELCOME =
      new AdminCommand("notice welcome-delete", "Takes the welcome away.", List.of(), true);

  private final NoticeStore store;
  private final Function<ToAdmin.Notices, Future<?>> news;
  private final Clock clock;

  private NoticeCommands(
      NoticeStore store, Function<ToAdmin.Notices, Future<?>> news, Clock clock) {
    this.store = store;
    this.news = news;
    this.clock = clock;
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(SHOW, SET_MOTD, EDIT_MOTD, DELETE_MOTD, SET_WELCOME, DELETE_WELCOME);
  }

  /** Adds them to what a running server can do. */
  public static void register(AdminCommands commands, NoticeStore store, Bus bus, Clock clock) {
    register(commands, new NoticeCommands(store, notices -> tell(bus, notices), clock));
  }

  /** Adds them to what can be done without a running server. */
  public static void register(AdminCommands commands, NoticeStore store, Clock clock) {
    register(commands, new NoticeCommands(store, notices -> Future.succeededFuture(), clock));
  }

  private static Future<?> tell(Bus bus, ToAdmin.Notices notices) {
    return Future.join(
        IntStream.range(0, Shard.COUNT)
            .mapToObj(shard -> bus.request(Addresses.admin(shard), notices))
            .toList());
  }

  private static void register(AdminCommands commands, NoticeCommands notices) {
    commands
        .add(SHOW, arguments -> notices.show())
        .add(SET_MOTD, AdminCommands.refusing(notices::set))
        .add(EDIT_MOTD, AdminCommands.refusing(notices::edit))
        .add(DELETE_MOTD, arguments -> notices.remove(NoticeStore.Kind.MOTD))
        .add(SET_WELCOME, AdminCommands.refusing(notices::welcome))
        .add(DELETE_WELCOME, arguments -> notices.remove(NoticeStore.Kind.WELCOME));
  }

  private Future<JsonObject> show() {
    return store.all().map(NoticeCommands::shown);
  }

  private static JsonObject shown(List<Notice> notices) {
    JsonObject result = new JsonObject();
    JsonArray text = new JsonArray();
    for (Notice notice : notices) {
      boolean day = notice.kind() == NoticeStore.Kind.MOTD;
      result.put(day ? "motd" : "welcome", notice.text());
      text.add((day ? "Message of the day" : "Welcome") + " since " + notice.since() + ":");
      text.add(notice.text());
    }
    if (notices.isEmpty()) {
      text.add("There is neither a message of the day nor a welcome.");
    }
    return result.put("text", text);
  }

  private Future<JsonObject> set(JsonObject arguments) {
    return put(NoticeStore.Kind.MOTD, UUID.randomUUID().toString(), arguments, clock.instant());
  }

  private Future<JsonObject> edit(JsonObject arguments) {
    return known(NoticeStore.Kind.MOTD)
        .compose(day ->
            day.isEmpty()
                ? Future.failedFuture(new AdminException("There is no message of the day."))
                : put(NoticeStore.Kind.MOTD, day.get().id(), arguments, day.get().since()));
  }

  /** Other words for those who are still to hear it: who was new before is so yet. */
  private Future<JsonObject> welcome(JsonObject arguments) {
    return known(NoticeStore.Kind.WELCOME)
        .compose(before ->
            put(
                NoticeStore.Kind.WELCOME,
                UUID.randomUUID().toString(),
                arguments,
                before.map(Notice::since).orElseGet(clock::instant)));
  }

  private Future<Optional<Notice>> known(NoticeStore.Kind kind) {
    return store
        .all()
        .map(notices -> notices.stream().filter(notice -> notice.kind() == kind).findFirst());
  }

  private Future<JsonObject> put(
      NoticeStore.Kind kind, String id, JsonObject arguments, Instant since) {
    String text = arguments.getString("text", "").strip();
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      return Future.failedFuture(
          new AdminException("The text must have 1 to " + MAX_TEXT + " characters"));
    }
    return store
        .put(new Notice(kind, id, text, since.truncatedTo(ChronoUnit.MILLIS)))
        .compose(set -> changed("It is set."));
  }

  private Future<JsonObject> remove(NoticeStore.Kind kind) {
    return store
        .remove(kind)
        .compose(there ->
            there
                ? changed("It is taken away.")
                : Future.failedFuture(new AdminException("There is none.")));
  }

  /** Nobody listens if the module is switched off. */
  private Future<JsonObject> changed(String line) {
    return store
        .all()
        .compose(notices -> news.apply(new ToAdmin.Notices(notices)).otherwiseEmpty())
        .map(told -> new JsonObject().put("text", new JsonArray().add(line)));
  }
}
