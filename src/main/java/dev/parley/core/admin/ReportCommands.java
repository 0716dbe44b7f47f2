package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.storage.ReportStore;
import dev.parley.core.storage.ReportStore.Report;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;

/** The commands about reports of spam and abuse (XEP-0377). */
public final class ReportCommands {
  private static final int MOST = 100;
  private static final Argument ID =
      new Argument("id", "The id of a report, as report list shows it.", Kind.ID, true);

  public static final AdminCommand LIST =
      new AdminCommand(
          "report list", "Lists the reports that wait for you, the newest first.", List.of(), true);
  public static final AdminCommand ALL =
      new AdminCommand(
          "report all", "Lists the newest reports, dealt with or not.", List.of(), true);
  public static final AdminCommand SHOW =
      new AdminCommand(
          "report show", "Shows a report with the messages it is about.", List.of(ID), true);
  public static final AdminCommand CLOSE =
      new AdminCommand("report close", "Marks a report as dealt with.", List.of(ID), true);

  private final ReportStore store;
  private final Clock clock;

  private ReportCommands(ReportStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(LIST, ALL, SHOW, CLOSE);
  }

  /** Adds them to what this process can do. */
  public static void register(AdminCommands commands, ReportStore store, Clock clock) {
    var reports = new ReportCommands(store, clock);
    commands.add(LIST, arguments -> store.newest(false, MOST).map(ReportCommands::list));
    commands.add(ALL, arguments -> store.newest(true, MOST).map(ReportCommands::list));
    commands.add(SHOW, reports::show);
    commands.add(CLOSE, reports::close);
  }

  private static JsonObject list(List<Report> found) {
    var text = new JsonArray();
    var reports = new JsonArray();
    for (Report one : found) {
      text.add(line(one));
      reports.add(json(one));
    }
    if (found.isEmpty()) {
      text.add("There are none.");
    }
    return new JsonObject().put("text", text).put("reports", reports);
  }

  private static String line(Report one) {
    return one.id()
        + "  "
        + one.at()
        + "  "
        + one.reporter()
        + " reports "
        + one.reported()
        + ": "
        + one.reason()
        + (one.text() == null ? "" : ": " + one.text())
        + (one.closed() == null ? "" : " (dealt with)");
  }

  private static JsonObject json(Report one) {
    return new JsonObject()
        .put("id", one.id())
        .put("at", one.at().toString())
        .put("reporter", one.reporter().toString())
        .put("reported", one.reported().toString())
        .put("reason", one.reason())
        .put("words", one.text())
        .put("closed", one.closed() == null ? null : one.closed().toString());
  }

  private Future<JsonObject> show(JsonObject arguments) {
    String id = arguments.getString("id", "");
    return store
        .find(id)
        .compose(found -> {
          if (found.isEmpty()) {
            return Future.failedFuture(unknown(id));
          }
          Report report = found.get();
          var text = new JsonArray().add(line(report));
          if (!report.messages().isEmpty()) {
            text.add(report.messages());
          }
          return Future.succeededFuture(
              json(report).put("messages", report.messages()).put("text", text));
        });
  }

  private Future<JsonObject> close(JsonObject arguments) {
    String id = arguments.getString("id", "");
    return store
        .close(id, clock.instant())
        .compose(closed ->
            closed
                ? Future.succeededFuture(
                    new JsonObject().put("text", new JsonArray().add(id + " is dealt with.")))
                : Future.failedFuture(unknown(id)));
  }

  private static AdminException unknown(String id) {
    return new AdminException("There is no open report " + id + ".");
  }
}
