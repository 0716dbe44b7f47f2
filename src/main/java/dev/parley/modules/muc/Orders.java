package dev.parley.modules.muc;

import dev.parley.core.admin.AdminException;
import dev.parley.core.bus.RoomTask;
import dev.parley.modules.muc.Affiliations.Deed;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.ConfigForm;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.modules.muc.rules.RoomField.Kind;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Does what administrators of the server want of a room, whoever owns it. People hear of it as if
 * the room itself had done it.
 */
final class Orders {
  private static final String PREFIX = "muc#roomconfig_";
  private static final int MOST_SHOWN = 1_000;

  private final Workshop workshop;
  private final Houses houses;
  private final Affiliations affiliations;
  private final OwnerRequests owners;

  Orders(Workshop workshop, Houses houses, Affiliations affiliations, OwnerRequests owners) {
    this.workshop = workshop;
    this.houses = houses;
    this.affiliations = affiliations;
    this.owners = owners;
  }

  /**
   * Does it, in the turn of the room.
   *
   * @return what came of it, with {@code text} for people; fails with {@link AdminException} if it
   *     may not be
   */
  Future<JsonObject> obey(Room room, RoomTask task) {
    Future<JsonObject> done;
    try {
      done = started(room, task);
    } catch (AdminException | StanzaException refused) {
      done = Future.failedFuture(refused);
    }
    return done.recover(cause -> Future.failedFuture(told(cause)));
  }

  private static Throwable told(Throwable cause) {
    if (!(cause instanceof StanzaException refused)) {
      return cause;
    }
    String text = refused.error().text();
    return new AdminException(
        "The room refuses it: "
            + (text == null ? refused.error().condition().elementName() : text));
  }

  private Future<JsonObject> started(Room room, RoomTask task) {
    if (task instanceof RoomTask.Create wish) {
      return create(room, wish.owner());
    }
    if (!room.exists() || room.isLocked()) {
      throw new AdminException("There is no room " + room.jid());
    }
    if (task instanceof RoomTask.Affiliate wish) {
      return affiliate(room, wish);
    }
    if (task instanceof RoomTask.Configure wish) {
      return configure(room, wish);
    }
    return Future.succeededFuture(occupants(room));
  }

  private Future<JsonObject> create(Room room, Jid owner) {
    if (room.exists()) {
      throw new AdminException("There is a room " + room.jid() + " already");
    }
    if (!MucModule.LABEL.equals(workshop.router().domains().service(room.jid().domain()))) {
      throw new AdminException(room.jid().domain() + " is no service for rooms of this server");
    }
    if (owner.local() == null) {
      throw new AdminException("A domain cannot own a room");
    }
    return known(room, owner)
        .compose(known -> houses.create(room, owner))
        .compose(made -> houses.configure(room, room.config().with(RoomField.PERSISTENTROOM, "1")))
        .onFailure(cause -> houses.emptied(room))
        .map(done -> result("The room " + room.jid() + " is made; " + owner + " owns it."));
  }

  /** Fails for an account of this server that does not exist: anybody might make it later. */
  private Future<?> known(Room room, Jid person) {
    if (person.local() == null || !room.isOfHere(person)) {
      return Future.succeededFuture();
    }
    return room.lane()
        .holding(workshop.storage().accounts().find(person))
        .compose(found ->
            found.isEmpty()
                ? Future.failedFuture(new AdminException("There is no account " + person))
                : Future.succeededFuture());
  }

  private Future<JsonObject> affiliate(Room room, RoomTask.Affiliate wish) {
    Affiliation wanted =
        Affiliation.named(wish.affiliation())
            .orElseThrow(() ->
                new AdminException("An affiliation is owner, admin, member, none or outcast"));
    Jid person = wish.person();
    if (person.local() == null && wanted.isAtLeast(Affiliation.ADMIN)) {
      throw new AdminException("A domain cannot administer a room");
    }
    Standing before = room.standings().getOrDefault(person, Standing.NONE);
    String reason = wish.reason().isEmpty() ? null : wish.reason();
    Map<Jid, Standing> changes = Map.of(person, Standing.wanted(wanted, before.nick(), reason));
    if (before.affiliation() == Affiliation.OWNER && AdminRequests.isOwnerless(room, changes)) {
      throw new AdminException("Nobody else owns the room; make somebody an owner first");
    }
    Future<?> known =
        wanted.isAtLeast(Affiliation.MEMBER) ? known(room, person) : Future.succeededFuture();
    return known
        .compose(checked -> affiliations.change(room, new Deed(room.jid(), null, changes, null)))
        .map(outcome -> {
          outcome.tell(() -> {});
          return result(person + " is now " + wanted.wireName() + " of " + room.jid() + ".");
        });
  }

  private Future<JsonObject> configure(Room room, RoomTask.Configure wish) {
    RoomField field =
        RoomField.named(PREFIX + wish.field())
            .or(() -> RoomField.named(wish.field()))
            .filter(Orders::isOpen)
            .orElseThrow(() -> new AdminException("The fields are " + fields()));
    DataForm form =
        new DataForm(
            DataForm.Type.SUBMIT,
            null,
            List.of(),
            List.of(Field.of(field.wireName(), values(field, wish.value()))));
    ConfigForm.Submitted wanted = ConfigForm.read(room.config(), form);
    return owners
        .apply(room, wanted, room.jid())
        .map(outcome -> {
          RoomConfig after = wanted.config();
          outcome.tell(() -> {});
          return result(
              field.wireName()
                  + " of "
                  + room.jid()
                  + ": "
                  + String.join(", ", after.values(field)));
        });
  }

  /** No passwords: a command line would show them to others. */
  private static boolean isOpen(RoomField field) {
    return field.kind() != Kind.RECORDS && field.kind() != Kind.SECRET && !field.isOfMentions();
  }

  private static String fields() {
    return Arrays.stream(RoomField.values())
        .filter(Orders::isOpen)
        .map(RoomField::wireName)
        .map(name -> name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name)
        .collect(Collectors.joining(", "));
  }

  private static String[] values(RoomField field, String text) {
    boolean many = field.kind() == Kind.CHOICES || field.kind() == Kind.TEXTS;
    return text.isEmpty() ? new String[0] : many ? text.split("[,\\s]+") : new String[] {text};
  }

  private static JsonObject occupants(Room room) {
    JsonArray text = new JsonArray();
    JsonArray people = new JsonArray();
    for (Occupant occupant : room.occupants()) {
      for (Seat seat : occupant.seats()) {
        if (people.size() == MOST_SHOWN) {
          return new JsonObject().put("text", text.add("There are more.")).put("occupants", people);
        }
        String affiliation = room.affiliation(occupant.bare()).wireName();
        String role = occupant.role().wireName();
        text.add(occupant.nick() + ": " + seat.full() + ", " + affiliation + ", " + role);
        people.add(
            new JsonObject()
                .put("nick", occupant.nick())
                .put("jid", seat.full().toString())
                .put("affiliation", affiliation)
                .put("role", role));
      }
    }
    if (people.isEmpty()) {
      text.add("Nobody is there.");
    }
    return new JsonObject().put("text", text).put("occupants", people);
  }

  private static JsonObject result(String line) {
    return new JsonObject().put("text", new JsonArray().add(line));
  }
}
