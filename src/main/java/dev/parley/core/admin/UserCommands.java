package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.auth.Accounts;
import dev.parley.core.auth.Password;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands about accounts. */
public final class UserCommands {
  private static final Argument JID =
      new Argument("jid", "The account, as in juliet@example.org.", Kind.ACCOUNT, true);
  private static final Argument PASSWORD =
      new Argument("password", "The password.", Kind.PASSWORD, true);

  public static final AdminCommand ADD =
      new AdminCommand("user add", "Makes an account.", List.of(JID, PASSWORD), true);
  public static final AdminCommand PASSWD =
      new AdminCommand(
          "user passwd",
          "Changes a password and ends the account's sessions.",
          List.of(JID, PASSWORD),
          true);
  public static final AdminCommand DELETE =
      new AdminCommand(
          "user delete", "Removes an account with all that is kept for it.", List.of(JID), true);
  public static final AdminCommand DISABLE =
      new AdminCommand(
          "user disable",
          "Ends an account's sessions and lets it log in no longer.",
          List.of(JID),
          true);
  public static final AdminCommand ENABLE =
      new AdminCommand("user enable", "Lets an account log in again.", List.of(JID), true);
  public static final AdminCommand LIST =
      new AdminCommand(
          "user list",
          "Lists the accounts.",
          List.of(new Argument("domain", "Only of this domain.", Kind.DOMAIN, false)),
          true);

  private static final int PAGE = 500;

  private final Accounts accounts;
  private final Supplier<ParleyConfig> config;
  private final AccountArgument account;

  private UserCommands(Accounts accounts, Supplier<ParleyConfig> config) {
    this.accounts = accounts;
    this.config = config;
    this.account = new AccountArgument(config);
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(ADD, PASSWD, DELETE, DISABLE, ENABLE, LIST);
  }

  /** Adds them to what this process can do. */
  public static void register(
      AdminCommands commands, Accounts accounts, Supplier<ParleyConfig> config) {
    var user = new UserCommands(accounts, config);
    commands
        .add(ADD, arguments -> refusing(() -> user.add(arguments)))
        .add(PASSWD, arguments -> refusing(() -> user.passwd(arguments)))
        .add(DELETE, arguments -> refusing(() -> user.delete(arguments)))
        .add(DISABLE, arguments -> refusing(() -> user.setEnabled(arguments, false)))
        .add(ENABLE, arguments -> refusing(() -> user.setEnabled(arguments, true)))
        .add(LIST, arguments -> refusing(() -> user.list(arguments)));
  }

  private Future<JsonObject> add(JsonObject arguments) {
    var jid = account(arguments);
    return accounts
        .create(jid, password(arguments))
        .recover(failure ->
            failure instanceof StorageException storage
                    && storage.kind() == StorageException.Kind.CONFLICT
                ? refused(jid + " exists already; \"user passwd\" changes its password")
                : Future.failedFuture(failure))
        .map(done ->
            result(
                "Added " + jid + ".",
                "Log in with any XMPP client: address "
                    + jid
                    + " and this password."
                    + where(jid)));
  }

  private Future<JsonObject> passwd(JsonObject arguments) {
    var jid = account(arguments);
    return accounts
        .changePassword(jid, password(arguments), null)
        .compose(found -> found(found, jid, "Changed the password of " + jid + "."));
  }

  private Future<JsonObject> delete(JsonObject arguments) {
    var jid = account(arguments);
    return accounts
        .delete(jid)
        .compose(found -> found(found, jid, "Removed " + jid + " and all that was kept for it."));
  }

  private Future<JsonObject> setEnabled(JsonObject arguments, boolean enabled) {
    var jid = account(arguments);
    return accounts
        .setEnabled(jid, enabled)
        .compose(found ->
            found(
                found,
                jid,
                enabled
                    ? jid + " may log in again."
                    : jid + " may not log in any more; its sessions have ended."));
  }

  private Future<JsonObject> list(JsonObject arguments) {
    var domain = arguments.getString("domain");
    var domains = domain == null ? account.domains() : List.of(account.served(domain));
    var found = new ArrayList<Account>();
    Future<Void> all = Future.succeededFuture();
    for (var each : domains) {
      all = all.compose(before -> page(each, null, found));
    }
    return all.map(done -> listed(found));
  }

  private Future<Void> page(String domain, @Nullable Jid after, List<Account> found) {
    return accounts
        .list(domain, after, PAGE)
        .compose(page -> {
          found.addAll(page);
          return page.size() < PAGE
              ? Future.succeededFuture()
              : page(domain, page.get(PAGE - 1).jid(), found);
        });
  }

  private static JsonObject listed(List<Account> found) {
    var users = new JsonArray();
    var text = new JsonArray();
    for (var account : found) {
      users.add(
          new JsonObject()
              .put("jid", account.jid().toString())
              .put("enabled", account.enabled())
              .put("created", account.created().toString()));
      text.add(account.jid() + (account.enabled() ? "" : " (disabled)"));
    }
    return new JsonObject().put("text", text).put("users", users);
  }

  private Jid account(JsonObject arguments) {
    return account.of(arguments);
  }

  private String where(Jid jid) {
    var c2s = config.get().listen().c2s();
    return c2s == null || c2s.port() == 5222 && !jid.domain().equals("localhost")
        ? ""
        : " If it asks for a server: " + jid.domain() + ", port " + c2s.port() + ".";
  }

  private static Password password(JsonObject arguments) {
    try {
      return Password.of(arguments.getString("password"));
    } catch (IllegalArgumentException e) {
      throw new AdminException("This password cannot be used: " + e.getMessage());
    }
  }

  private static Future<JsonObject> found(boolean found, Jid jid, String text) {
    return found
        ? Future.succeededFuture(result(text))
        : refused("There is no account " + jid + "; \"user list\" shows those there are");
  }

  private static JsonObject result(String... lines) {
    return new JsonObject().put("text", new JsonArray(List.of(lines)));
  }

  private static <T> Future<T> refused(String message) {
    return Future.failedFuture(new AdminException(message));
  }

  private static Future<JsonObject> refusing(Supplier<Future<JsonObject>> work) {
    try {
      return work.get();
    } catch (AdminException e) {
      return Future.failedFuture(e);
    }
  }
}
