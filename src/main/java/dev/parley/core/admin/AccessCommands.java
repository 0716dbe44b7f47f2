package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.auth.AppPasswords;
import dev.parley.core.auth.Devices;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.storage.AppPassword;
import dev.parley.core.storage.Device;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands about how accounts are entered: app passwords and devices. */
public final class AccessCommands {
  private static final int MAX_NAME = 100;
  private static final Argument JID =
      new Argument("jid", "The account, as in juliet@example.org.", Kind.ACCOUNT, true);
  private static final Argument ID = new Argument("id", "As the list shows it.", Kind.ID, true);

  public static final AdminCommand ADD =
      new AdminCommand(
          "user app-password add",
          "Makes a further password of an account, for one client, and shows it once.",
          List.of(JID, new Argument("name", "What it is for.", Kind.NAME, true)),
          true);
  public static final AdminCommand LIST =
      new AdminCommand(
          "user app-password list", "Lists the app passwords of an account.", List.of(JID), true);
  public static final AdminCommand REVOKE =
      new AdminCommand(
          "user app-password revoke",
          "Ends an app password, with the sessions, tokens and push of those who came in with it.",
          List.of(JID, ID),
          true);
  public static final AdminCommand DEVICES =
      new AdminCommand(
          "user device list",
          "Lists the devices that an account was entered with.",
          List.of(JID),
          true);
  public static final AdminCommand REVOKE_DEVICE =
      new AdminCommand(
          "user device revoke",
          "Ends the sessions, tokens and push of a device.",
          List.of(JID, ID),
          true);

  private final AppPasswords passwords;
  private final Devices devices;
  private final Supplier<ParleyConfig> config;
  private final AccountArgument account;

  private AccessCommands(AppPasswords passwords, Devices devices, Supplier<ParleyConfig> config) {
    this.passwords = passwords;
    this.devices = devices;
    this.config = config;
    this.account = new AccountArgument(config);
  }

  /** Those about app passwords, for help. */
  public static List<AdminCommand> ofAppPasswords() {
    return List.of(ADD, LIST, REVOKE);
  }

  /** Those about devices, for help. */
  public static List<AdminCommand> ofDevices() {
    return List.of(DEVICES, REVOKE_DEVICE);
  }

  /** Adds them to what this process can do. */
  public static void register(
      AdminCommands commands,
      AppPasswords passwords,
      Devices devices,
      Supplier<ParleyConfig> config) {
    var access = new AccessCommands(passwords, devices, config);
    commands
        .add(ADD, AdminCommands.refusing(access::add))
        .add(LIST, AdminCommands.refusing(access::list))
        .add(REVOKE, AdminCommands.refusing(access::revoke))
        .add(DEVICES, AdminCommands.refusing(access::devices))
        .add(REVOKE_DEVICE, AdminCommands.refusing(access::revokeDevice));
  }

  private Future<JsonObject> add(JsonObject arguments) {
    var jid = account.of(arguments);
    var name = arguments.getString("name").strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new AdminException("The name must have 1 to " + MAX_NAME + " characters");
    }
    int most = config.get().auth().appPasswords();
    return passwords
        .list(jid)
        .compose(there ->
            there.size() >= most
                ? refused(jid + " has " + most + " app passwords already; revoke one first")
                : passwords.add(jid, name))
        .map(made ->
            made.map(AccessCommands::shown)
                .orElseThrow(() -> new AdminException("There is no account " + jid)));
  }

  private static JsonObject shown(AppPasswords.Made made) {
    return new JsonObject()
        .put(
            "text",
            new JsonArray()
                .add(made.password())
                .add("This password is shown only now. Its id is " + made.appPassword().id() + "."))
        .put("password", made.password())
        .put("id", made.appPassword().id());
  }

  private Future<JsonObject> list(JsonObject arguments) {
    return passwords
        .list(account.of(arguments))
        .map(all -> listed("appPasswords", all, AccessCommands::line, AccessCommands::json));
  }

  private static String line(AppPassword password) {
    var used = password.lastUsed();
    return String.join(
        "  ",
        password.id(),
        "made " + password.created(),
        used == null ? "never used" : "last used " + used,
        password.name());
  }

  private static JsonObject json(AppPassword password) {
    return new JsonObject()
        .put("id", password.id())
        .put("name", password.name())
        .put("created", password.created().toString())
        .put("lastUsed", Objects.toString(password.lastUsed(), null));
  }

  private Future<JsonObject> revoke(JsonObject arguments) {
    return passwords
        .revoke(account.of(arguments), arguments.getString("id"))
        .compose(found ->
            found
                ? Future.succeededFuture(text("The app password is of no use any more."))
                : refused("There is no app password of that id"));
  }

  private Future<JsonObject> devices(JsonObject arguments) {
    return devices
        .list(account.of(arguments))
        .map(all -> listed("devices", all, AccessCommands::line, AccessCommands::json));
  }

  private static String line(Devices.Known known) {
    Device device = known.device();
    String means =
        Stream.of(
                device.password() ? "password" : null,
                device.appPassword() == null ? null : "app password",
                known.hasToken() ? "token" : null)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    return String.join(
        "  ",
        device.id(),
        "last seen " + device.lastSeen(),
        means.isEmpty() ? "no access" : means,
        Objects.toString(device.software(), "?") + ", " + Objects.toString(device.device(), "?"));
  }

  private static JsonObject json(Devices.Known known) {
    Device device = known.device();
    return new JsonObject()
        .put("id", device.id())
        .put("software", device.software())
        .put("device", device.device())
        .put("firstSeen", device.firstSeen().toString())
        .put("lastSeen", device.lastSeen().toString())
        .put("password", device.password())
        .put("appPassword", device.appPassword())
        .put("token", known.hasToken());
  }

  private Future<JsonObject> revokeDevice(JsonObject arguments) {
    Jid jid = account.of(arguments);
    return devices
        .revoke(jid, arguments.getString("id"))
        .compose((Optional<Device> found) ->
            found.isEmpty()
                ? refused("There is no device of that id")
                : Future.succeededFuture(
                    text(
                        found.get().password()
                            ? "The device is out. It has known the password: change that to keep"
                                + " it out."
                            : "The device is out.")));
  }

  private static <T> JsonObject listed(
      String key, List<T> all, Function<T, String> line, Function<T, JsonObject> json) {
    return new JsonObject()
        .put("text", new JsonArray(all.stream().map(line).toList()))
        .put(key, new JsonArray(all.stream().map(json).toList()));
  }

  private static JsonObject text(String line) {
    return new JsonObject().put("text", new JsonArray().add(line));
  }

  private static <T> Future<T> refused(String message) {
    return Future.failedFuture(new AdminException(message));
  }
}
