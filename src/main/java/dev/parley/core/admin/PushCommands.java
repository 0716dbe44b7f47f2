package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.storage.PushStore;
import dev.parley.core.storage.PushStore.Registration;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** The commands about where messages are announced (XEP-0357). */
public final class PushCommands {
  public static final AdminCommand LIST =
      new AdminCommand(
          "push list",
          "Lists the app servers that an account's devices have named, and what became of them.",
          List.of(
              new Argument("jid", "The account, as in juliet@example.org.", Kind.ACCOUNT, true)),
          true);

  private final PushStore store;
  private final AccountArgument account;

  private PushCommands(PushStore store, Supplier<ParleyConfig> config) {
    this.store = store;
    this.account = new AccountArgument(config);
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(LIST);
  }

  /** Adds them to what this process can do. */
  public static void register(
      AdminCommands commands, PushStore store, Supplier<ParleyConfig> config) {
    commands.add(LIST, new PushCommands(store, config)::list);
  }

  private Future<JsonObject> list(JsonObject arguments) {
    try {
      return store.load(account.of(arguments)).map(PushCommands::result);
    } catch (AdminException wrong) {
      return Future.failedFuture(wrong);
    }
  }

  private static JsonObject result(List<Registration> found) {
    JsonArray text = new JsonArray();
    JsonArray registrations = new JsonArray();
    for (Registration one : found) {
      String error = one.error();
      String node = one.node().isEmpty() ? "" : ", node " + one.node();
      text.add(
          one.service()
              + node
              + ", for "
              + one.resource()
              + ", since "
              + one.enabled()
              + (error == null ? "" : ": ended, as it answers " + error));
      registrations.add(
          new JsonObject()
              .put("service", one.service().toString())
              .put("node", one.node())
              .put("resource", one.resource())
              .put("device", one.device())
              .put("enabled", one.enabled().toString())
              .put("error", error));
    }
    if (found.isEmpty()) {
      text.add("No device has named an app server.");
    }
    return new JsonObject().put("text", text).put("registrations", registrations);
  }
}
