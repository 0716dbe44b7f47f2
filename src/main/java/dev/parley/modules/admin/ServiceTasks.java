package dev.parley.modules.admin;

import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.LookCommands;
import dev.parley.core.admin.NoticeCommands;
import dev.parley.core.admin.SessionCommands;
import dev.parley.core.admin.UserCommands;
import dev.parley.core.command.CommandError;
import dev.parley.core.command.Step;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.module.IqRequest;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The commands of XEP-0133 §4, with its nodes and fields. */
final class ServiceTasks {
  static final String NS = "http://jabber.org/protocol/admin";
  private static final Field ACCOUNT =
      Field.asked("accountjid", "jid-single", "The account, as in juliet@example.org", true);
  private static final Field ACCOUNTS =
      Field.asked("accountjids", "jid-multi", "The accounts", true);
  private static final List<String> MOST = List.of("25", "50", "75", "100", "150", "200", "none");

  private final Doing doing;
  private final Supplier<ParleyConfig> config;

  ServiceTasks(Doing doing, Supplier<ParleyConfig> config) {
    this.doing = doing;
    this.config = config;
  }

  List<AdminTask> all() {
    return Stream.of(accounts(), several(), notices(), numbers(), lists())
        .flatMap(List::stream)
        .toList();
  }

  private AdminTask task(
      String node, String name, List<Field> fields, Step.Answer<IqRequest> work) {
    return task(node, name, caller -> Future.succeededFuture(fields), work);
  }

  private AdminTask task(
      String node,
      String name,
      Function<IqRequest, Future<List<Field>>> fields,
      Step.Answer<IqRequest> work) {
    return new AdminTask(NS + "#" + node, name, NS, fields, work, config);
  }

  private List<AdminTask> accounts() {
    Field password = Field.asked("password", "text-private", "The password", true);
    Field again = Field.asked("password-verify", "text-private", "The password again", true);
    Field text = Field.asked("announcement", "text-multi", "Announcement", true);
    return List.of(
        task("add-user", "Add User", List.of(ACCOUNT, password, again), this::add),
        task(
            "change-user-password",
            "Change User Password",
            List.of(ACCOUNT, password),
            (caller, form) -> doing.told(caller, UserCommands.PASSWD, credentials(form))),
        task("user-stats", "Get User Statistics", List.of(ACCOUNT), this::statistics),
        task(
            "announce",
            "Send Announcement to Online Users",
            List.of(text),
            (caller, form) ->
                doing.told(
                    caller,
                    SessionCommands.ANNOUNCE,
                    new JsonObject()
                        .put("text", String.join("\n", values(form, "announcement"))))));
  }

  private Future<Step<IqRequest>> add(IqRequest caller, DataForm form) {
    if (!Objects.equals(form.value("password"), form.value("password-verify"))) {
      throw CommandError.BAD_PAYLOAD.toException("The passwords differ.");
    }
    return doing.told(caller, UserCommands.ADD, credentials(form));
  }

  private static JsonObject credentials(DataForm form) {
    return new JsonObject()
        .put("jid", form.value("accountjid"))
        .put("password", form.value("password"));
  }

  private Future<Step<IqRequest>> statistics(IqRequest caller, DataForm form) {
    JsonObject account = new JsonObject().put("jid", form.value("accountjid"));
    return doing
        .run(caller, LookCommands.ROSTER, account)
        .compose(roster ->
            doing.shown(
                caller,
                SessionCommands.LIST,
                new JsonObject(),
                sessions ->
                    result(
                        Field.of("rostersize", count(roster, "contacts")),
                        Field.of(
                            "onlineresources",
                            objects(sessions, "sessions")
                                .map(session -> session.getString("jid"))
                                .filter(full -> full.startsWith(form.value("accountjid") + "/"))
                                .toArray(String[]::new)))))
        .recover(Doing::refused);
  }

  private List<AdminTask> several() {
    return List.of(
        each("delete-user", "Delete User", UserCommands.DELETE),
        each("disable-user", "Disable User", UserCommands.DISABLE),
        each("reenable-user", "Re-Enable User", UserCommands.ENABLE),
        each("end-user-session", "End User Session", SessionCommands.END),
        task(
            "get-user-roster",
            "Get User Roster",
            List.of(ACCOUNTS),
            (caller, form) ->
                doing
                    .each(caller, LookCommands.ROSTER, values(form, "accountjids"))
                    .map(outcome -> outcome.shown(all -> contacts(form, all)))),
        task(
            "get-user-lastlogin",
            "Get User Last Login Time",
            List.of(ACCOUNTS),
            (caller, form) ->
                doing
                    .each(caller, LookCommands.LAST_LOGIN, values(form, "accountjids"))
                    .map(outcome ->
                        outcome.shown(all ->
                            result(
                                Field.of("accountjids", array(values(form, "accountjids"))),
                                Field.of(
                                    "lastlogin",
                                    all.stream()
                                        .map(one -> one.getString("at", ""))
                                        .toArray(String[]::new)))))));
  }

  private List<AdminTask> notices() {
    return List.of(
        notice("set-motd", "Set Message of the Day", "motd", NoticeCommands.SET_MOTD),
        edited("edit-motd", "Edit Message of the Day", "motd", NoticeCommands.EDIT_MOTD),
        told("delete-motd", "Delete Message of the Day", NoticeCommands.DELETE_MOTD),
        edited("set-welcome", "Set Welcome Message", "welcome", NoticeCommands.SET_WELCOME),
        told("delete-welcome", "Delete Welcome Message", NoticeCommands.DELETE_WELCOME));
  }

  private AdminTask notice(String node, String name, String field, AdminCommand command) {
    return task(node, name, List.of(notice(field, "")), said(field, command));
  }

  /** With a form that shows how it is now (XEP-0133 §4.27, §4.29). */
  private AdminTask edited(String node, String name, String field, AdminCommand command) {
    return task(
        node,
        name,
        caller ->
            doing
                .run(caller, NoticeCommands.SHOW, new JsonObject())
                .map(shown -> List.of(notice(field, shown.getString(field, "")))),
        said(field, command));
  }

  private static Field notice(String field, String text) {
    List<String> lines = text.isEmpty() ? List.of() : text.lines().toList();
    return new Field(field, "text-multi", "What to say", true, lines, List.of());
  }

  private Step.Answer<IqRequest> said(String field, AdminCommand command) {
    return (caller, form) ->
        doing.told(
            caller, command, new JsonObject().put("text", String.join("\n", values(form, field))));
  }

  private AdminTask told(String node, String name, AdminCommand command) {
    return task(
        node, name, List.of(), (caller, nothing) -> doing.told(caller, command, new JsonObject()));
  }

  private AdminTask each(String node, String name, AdminCommand command) {
    return task(
        node,
        name,
        List.of(ACCOUNTS),
        (caller, form) ->
            doing.each(caller, command, values(form, "accountjids")).map(Doing.Outcome::told));
  }

  private static DataForm contacts(DataForm form, List<JsonObject> all) {
    return result(
        Field.of("accountjids", array(values(form, "accountjids"))),
        Field.of(
            "contacts",
            all.stream()
                .flatMap(roster -> objects(roster, "contacts"))
                .map(contact -> contact.getString("jid"))
                .toArray(String[]::new)));
  }

  private List<AdminTask> numbers() {
    return List.of(
        shown(
            "get-registered-users-num",
            "Get Number of Registered Users",
            LookCommands.COUNT,
            all -> result(Field.of("registeredusersnum", all.getLong("users").toString()))),
        shown(
            "get-disabled-users-num",
            "Get Number of Disabled Users",
            UserCommands.LIST,
            all -> result(Field.of("disabledusersnum", "" + disabled(all).count()))),
        shown(
            "get-online-users-num",
            "Get Number of Online Users",
            SessionCommands.LIST,
            all -> result(Field.of("onlineusersnum", "" + online(all).count()))));
  }

  private AdminTask shown(
      String node, String name, AdminCommand command, Function<JsonObject, DataForm> form) {
    return task(
        node,
        name,
        List.of(),
        (caller, nothing) -> doing.shown(caller, command, new JsonObject(), form));
  }

  private List<AdminTask> lists() {
    return List.of(
        list("registered", "Registered", UserCommands.LIST, all -> users(all, user -> true)),
        list("disabled", "Disabled", UserCommands.LIST, ServiceTasks::disabled),
        list("online", "Online", SessionCommands.LIST, ServiceTasks::online));
  }

  private AdminTask list(
      String kind, String title, AdminCommand command, Function<JsonObject, Stream<String>> jids) {
    Field most = new Field("max_items", "list-single", "Most to show", false, List.of("25"), MOST);
    return task(
        "get-" + kind + "-users-list",
        "Get List of " + title + " Users",
        List.of(most),
        (caller, form) ->
            doing.shown(
                caller,
                command,
                new JsonObject(),
                all ->
                    result(
                        Field.of(
                            kind + "userjids",
                            jids.apply(all).limit(most(form)).toArray(String[]::new)))));
  }

  private static long most(DataForm form) {
    String value = form.value("max_items");
    if (value != null && !MOST.contains(value)) {
      throw CommandError.BAD_PAYLOAD.toException("max_items is none of the options.");
    }
    return value == null ? 25 : value.equals("none") ? 10_000 : Long.parseLong(value);
  }

  private static Stream<String> disabled(JsonObject listed) {
    return users(listed, user -> !user.getBoolean("enabled"));
  }

  private static Stream<String> users(JsonObject listed, Predicate<JsonObject> which) {
    return objects(listed, "users").filter(which).map(user -> user.getString("jid"));
  }

  private static Stream<String> online(JsonObject sessions) {
    return objects(sessions, "sessions")
        .map(session -> session.getString("jid").split("/", 2)[0])
        .distinct();
  }

  private static Stream<JsonObject> objects(JsonObject result, String key) {
    return result.getJsonArray(key).stream().map(JsonObject.class::cast);
  }

  private static String count(JsonObject result, String key) {
    return "" + result.getJsonArray(key).size();
  }

  private static List<String> values(DataForm form, String name) {
    Field field = form.field(name);
    return field == null ? List.of() : field.values();
  }

  private static String[] array(List<String> values) {
    return values.toArray(String[]::new);
  }

  private static DataForm result(Field... fields) {
    return DataForm.result(NS, List.of(fields));
  }
}
