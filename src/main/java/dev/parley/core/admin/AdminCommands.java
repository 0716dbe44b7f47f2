package dev.parley.core.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The commands that this process can do. A result has {@code text} for people beside its data. */
public final class AdminCommands {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(AdminCommand command, Function<JsonObject, Future<JsonObject>> handler) {}

  /**
   * Adds a command.
   *
   * @param handler gets arguments that fit the description; fails with {@link AdminException} for
   *     what the caller should hear
   */
  public synchronized AdminCommands add(
      AdminCommand command, Function<JsonObject, Future<JsonObject>> handler) {
    entries.put(command.name(), new Entry(command, handler));
    return this;
  }

  /**
   * Does a command; fails with {@link AdminException} if there is none, or it lacks an argument.
   */
  public Future<JsonObject> run(String name, JsonObject arguments) {
    var entry = find(name);
    if (entry == null) {
      return Future.failedFuture(
          new AdminException("This server does not know the command \"" + name + "\""));
    }
    for (var argument : entry.command().arguments()) {
      if (argument.isRequired() && !(arguments.getValue(argument.name()) instanceof String)) {
        return Future.failedFuture(
            new AdminException("\"" + name + "\" needs the argument " + argument.name()));
      }
    }
    return entry.handler().apply(arguments);
  }

  private synchronized @Nullable Entry find(String name) {
    return entries.get(name);
  }

  /** All that were added so far, in their order. */
  public synchronized List<AdminCommand> all() {
    return entries.values().stream().map(Entry::command).toList();
  }

  /** A handler whose refusals become failures. */
  static Function<JsonObject, Future<JsonObject>> refusing(
      Function<JsonObject, Future<JsonObject>> work) {
    return arguments -> {
      try {
        return work.apply(arguments);
      } catch (AdminException e) {
        return Future.failedFuture(e);
      }
    };
  }
}
