package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.RoomTask;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToService;
import dev.parley.core.storage.RoomStore;
import dev.parley.core.storage.RoomStore.StoredAffiliation;
import dev.parley.core.storage.RoomStore.StoredRoom;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The commands about rooms (XEP-0045). */
public final class RoomCommands {
  private static final int MOST = 1_000;
  private static final Argument ROOM =
      new Argument("room", "The room, as in garden@conference.example.org.", Kind.ID, true);

  public static final AdminCommand LIST =
      new AdminCommand(
          "room list",
          "Lists the rooms of a service, the hidden ones too.",
          List.of(
              new Argument("service", "As in conference.example.org.", Kind.DOMAIN, true),
              new Argument("after", "Only rooms behind this one.", Kind.ID, false)),
          true);
  public static final AdminCommand SHOW =
      new AdminCommand(
          "room show", "Shows how a room is configured, and who runs it.", List.of(ROOM), true);
  public static final AdminCommand DESTROY =
      new AdminCommand(
          "room destroy",
          "Takes a room away for good, with its archive.",
          List.of(ROOM, new Argument("reason", "Told to those who are there.", Kind.TEXT, false)),
          false);

  public static final AdminCommand CREATE =
      new AdminCommand(
          "room create",
          "Makes a room that stays when nobody is there, as the configuration has new rooms.",
          List.of(
              ROOM,
              new Argument(
                  "owner", "Who is to own it, as in juliet@example.org.", Kind.ACCOUNT, true)),
          false);
  public static final AdminCommand AFFILIATE =
      new AdminCommand(
          "room affiliate",
          "Makes somebody owner, admin or member of a room, takes that away, or bans them.",
          List.of(
              ROOM,
              new Argument("jid", "The address of a person, or a domain.", Kind.ID, true),
              new Argument(
                  "affiliation", "owner, admin, member, none, or outcast to ban.", Kind.ID, true),
              new Argument("reason", "Told to those who are there.", Kind.TEXT, false)),
          false);
  public static final AdminCommand CONFIGURE =
      new AdminCommand(
          "room configure",
          "Changes a field of a room's configuration.",
          List.of(
              ROOM,
              new Argument(
                  "field", "As in membersonly; a wrong one shows which there are.", Kind.ID, true),
              new Argument(
                  "value", "1 and 0 for yes and no; nothing to clear it.", Kind.TEXT, false)),
          false);
  public static final AdminCommand OCCUPANTS =
      new AdminCommand("room occupants", "Lists who is in a room.", List.of(ROOM), false);

  private final RoomStore store;

  private RoomCommands(RoomStore store) {
    this.store = store;
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(LIST, SHOW, OCCUPANTS, CREATE, AFFILIATE, CONFIGURE, DESTROY);
  }

  /** Adds those that need no running server. */
  public static void register(AdminCommands commands, RoomStore store) {
    RoomCommands rooms = new RoomCommands(store);
    commands
        .add(LIST, AdminCommands.refusing(rooms::list))
        .add(SHOW, AdminCommands.refusing(rooms::show));
  }

  /** Adds all. */
  public static void register(AdminCommands commands, RoomStore store, Bus bus) {
    register(commands, store);
    commands
        .add(OCCUPANTS, order(bus, arguments -> new RoomTask.Occupants()))
        .add(
            CREATE,
            order(bus, arguments -> new RoomTask.Create(address(arguments, "owner").bare())))
        .add(AFFILIATE, order(bus, RoomCommands::affiliate))
        .add(CONFIGURE, order(bus, RoomCommands::configure))
        .add(DESTROY, AdminCommands.refusing(arguments -> destroy(bus, arguments)));
  }

  /** Has a room do something that is read from the arguments. */
  private static Function<JsonObject, Future<JsonObject>> order(
      Bus bus, Function<JsonObject, RoomTask> task) {
    return AdminCommands.refusing(arguments -> {
      Jid room = room(arguments);
      ToService.Order order = new ToService.Order(room, task.apply(arguments));
      return bus.request(Addresses.muc(Shard.of(room)), order);
    });
  }

  private static RoomTask affiliate(JsonObject arguments) {
    return new RoomTask.Affiliate(
        address(arguments, "jid").bare(),
        arguments.getString("affiliation", ""),
        arguments.getString("reason", ""));
  }

  private static RoomTask configure(JsonObject arguments) {
    return new RoomTask.Configure(
        arguments.getString("field", ""), arguments.getString("value", ""));
  }

  private static Jid address(JsonObject arguments, String name) {
    try {
      return Jid.parse(arguments.getString(name, ""));
    } catch (JidFormatException wrong) {
      throw new AdminException("Not a JID: " + wrong.getMessage());
    }
  }

  private static Jid room(JsonObject arguments) {
    try {
      Jid room = Jid.parse(arguments.getString("room", ""));
      if (room.local() != null && room.isBare()) {
        return room;
      }
    } catch (JidFormatException wrong) {
      // Told below.
    }
    throw new AdminException("This is not the address of a room");
  }

  private Future<JsonObject> list(JsonObject arguments) {
    return store
        .all(arguments.getString("service", ""), arguments.getString("after", ""), MOST + 1)
        .map(found -> {
          JsonArray text = new JsonArray();
          JsonArray rooms = new JsonArray();
          for (Jid room : found.subList(0, Math.min(MOST, found.size()))) {
            text.add(room.toString());
            rooms.add(room.toString());
          }
          if (found.size() > MOST) {
            text.add("There are more.");
          } else if (found.isEmpty()) {
            text.add("There are none.");
          }
          return new JsonObject().put("text", text).put("rooms", rooms);
        });
  }

  private Future<JsonObject> show(JsonObject arguments) {
    Jid room = room(arguments);
    return store.load(room).map(found -> shown(found.orElseThrow(() -> unknown(room))));
  }

  private static AdminException unknown(Jid room) {
    return new AdminException("There is no room " + room);
  }

  private static JsonObject shown(StoredRoom room) {
    JsonArray text =
        new JsonArray()
            .add(room.jid() + ", made " + room.created())
            .add("differs from the defaults: " + room.settings().config());
    JsonArray people = new JsonArray();
    room.affiliations().stream()
        .sorted(
            Comparator.comparing(StoredAffiliation::affiliation).thenComparing(one -> one.jid()))
        .limit(MOST)
        .forEach(one -> {
          text.add(one.affiliation() + " " + one.jid());
          people.add(
              new JsonObject()
                  .put("jid", one.jid().toString())
                  .put("affiliation", one.affiliation())
                  .put("nick", one.nick()));
        });
    return new JsonObject()
        .put("text", text)
        .put("room", room.jid().toString())
        .put("created", room.created().toString())
        .put("persistent", room.settings().permanent())
        .put("public", room.settings().listed())
        .put("config", new JsonObject(room.settings().config()))
        .put("affiliations", people);
  }

  private static Future<JsonObject> destroy(Bus bus, JsonObject arguments) {
    Jid room = room(arguments);
    ToService.Destroy wish = new ToService.Destroy(room, arguments.getString("reason", ""));
    return bus.request(Addresses.muc(Shard.of(room)), wish)
        .map(gone -> {
          if (!gone) {
            throw unknown(room);
          }
          return new JsonObject()
              .put("text", new JsonArray().add("The room " + room + " is gone."));
        });
  }
}
