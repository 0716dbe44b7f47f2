package dev.parley.modules.admin;

import dev.parley.core.admin.AdminCommand;
import dev.parley.core.admin.AdminCommands;
import dev.parley.core.admin.AdminException;
import dev.parley.core.command.CommandError;
import dev.parley.core.command.Note;
import dev.parley.core.command.Step;
import dev.parley.core.module.IqRequest;
import dev.parley.protocol.form.DataForm;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what administrators ask for, by the same commands as on the command line, and logs it. */
final class Doing {
  private static final Logger LOG = LoggerFactory.getLogger(Doing.class);
  private static final int MAX_ACCOUNTS = 100;

  private final AdminCommands commands;

  Doing(AdminCommands commands) {
    this.commands = commands;
  }

  /** Runs a command; fails with {@link AdminException} for what the caller should hear. */
  Future<JsonObject> run(IqRequest caller, AdminCommand command, JsonObject arguments) {
    LOG.info("{} runs \"{}\" {}", caller.asker(), command.name(), whom(arguments));
    return commands.run(command.name(), arguments);
  }

  /** What of the arguments belongs into a log. */
  private static String whom(JsonObject arguments) {
    return Stream.of("room", "jid", "owner", "domain", "service", "affiliation", "field")
        .map(arguments::getString)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  /** What became of it, in words. */
  Future<Step<IqRequest>> told(IqRequest caller, AdminCommand command, JsonObject arguments) {
    return run(caller, command, arguments)
        .<Step<IqRequest>>map(result -> new Step.Done<>(List.of(), notes(result)))
        .recover(Doing::refused);
  }

  /** What became of it, as a form. */
  Future<Step<IqRequest>> shown(
      IqRequest caller,
      AdminCommand command,
      JsonObject arguments,
      Function<JsonObject, DataForm> form) {
    return run(caller, command, arguments)
        .<Step<IqRequest>>map(result -> Step.Done.showing(form.apply(result)))
        .recover(Doing::refused);
  }

  /** Does something with each of several accounts, one after the other; some may fail. */
  Future<Outcome> each(IqRequest caller, AdminCommand command, List<String> accounts) {
    if (accounts.size() > MAX_ACCOUNTS) {
      throw CommandError.BAD_PAYLOAD.toException(
          "At most " + MAX_ACCOUNTS + " accounts at a time.");
    }
    Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
    Future<Void> done = Future.succeededFuture();
    for (String account : accounts) {
      JsonObject arguments = new JsonObject().put("jid", account.strip());
      done =
          done.compose(before -> run(caller, command, arguments))
              .onSuccess(outcome.results()::add)
              .<Void>mapEmpty()
              .recover(cause -> {
                if (!(cause instanceof AdminException refused)) {
                  return Future.failedFuture(cause);
                }
                outcome.refused().add(new Note(Note.Type.ERROR, refused.reason()));
                return Future.succeededFuture();
              });
    }
    return done.map(outcome);
  }

  /**
   * What became of several.
   *
   * @param results in their order
   * @param refused why, for those that were not done
   */
  record Outcome(List<JsonObject> results, List<Note> refused) {
    /** In words. */
    Step<IqRequest> told() {
      return new Step.Done<>(
          List.of(),
          Stream.concat(
                  results.stream().flatMap(result -> notes(result).stream()), refused.stream())
              .toList());
    }

    /** With a form that shows the results. */
    Step<IqRequest> shown(Function<List<JsonObject>, DataForm> form) {
      return new Step.Done<>(List.of(form.apply(results).toElement()), refused);
    }
  }

  static Future<Step<IqRequest>> refused(Throwable cause) {
    return cause instanceof AdminException refused
        ? Future.succeededFuture(Step.Done.failed(refused.reason()))
        : Future.failedFuture(cause);
  }

  private static List<Note> notes(JsonObject result) {
    return result.getJsonArray("text", new JsonArray()).stream()
        .map(line -> new Note(Note.Type.INFO, line.toString()))
        .toList();
  }
}
