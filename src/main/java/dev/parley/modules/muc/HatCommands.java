package dev.parley.modules.muc;

import dev.parley.core.command.Command;
import dev.parley.core.command.CommandError;
import dev.parley.core.command.Step;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.Hat;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The commands by which the hats of a room are managed (XEP-0317 §3.2 to §3.6): owners make them,
 * admins put them on people's heads.
 */
final class HatCommands {
  private static final String FORM = "urn:xmpp:hats:commands";
  private static final String TITLE = "hats#title";
  private static final String URI = "hats#uri";
  private static final String HUE = "hats#hue";
  private static final String JID = "hats#jid";
  private static final int MAX_TEXT = 200;

  /** With a URI it still fits into a record. */
  private static final int MAX_JID = 700;

  private final Houses houses;
  private final Presences presences;
  private final OwnerRequests owners;

  HatCommands(Houses houses, Presences presences, OwnerRequests owners) {
    this.houses = houses;
    this.presences = presences;
    this.owners = owners;
  }

  private record HatCommand(
      String node,
      String name,
      Predicate<RoomCaller> open,
      Function<RoomCaller, Future<Step<RoomCaller>>> begin)
      implements Command<RoomCaller> {
    @Override
    public boolean isOpenTo(RoomCaller caller) {
      return open.test(caller) && caller.room().config().is(RoomField.ENABLEHATS);
    }

    @Override
    public Future<Step<RoomCaller>> start(RoomCaller caller) {
      return begin.apply(caller);
    }
  }

  List<Command<RoomCaller>> all() {
    return List.of(
        command("create", "Make a hat", Affiliation.OWNER, this::create),
        command("destroy", "Take a hat away", Affiliation.OWNER, this::destroy),
        command("list", "List hats", Affiliation.MEMBER, HatCommands::list),
        command("assign", "Give somebody a hat", Affiliation.ADMIN, caller -> give(caller, true)),
        command(
            "unassign",
            "Take a hat from somebody",
            Affiliation.ADMIN,
            caller -> give(caller, false)),
        new HatCommand(
            FORM + ":list-assigned",
            "List who wears which hat",
            HatCommands::mayKnowWearers,
            HatCommands::listAssigned));
  }

  /** Addresses are told to admins, and to members where all see them. */
  private static boolean mayKnowWearers(RoomCaller caller) {
    boolean open = caller.room().config().isNonAnonymous();
    return caller.isAtLeast(open ? Affiliation.MEMBER : Affiliation.ADMIN);
  }

  private static Command<RoomCaller> command(
      String name,
      String title,
      Affiliation least,
      Function<RoomCaller, Future<Step<RoomCaller>>> begin) {
    return new HatCommand(FORM + ":" + name, title, caller -> caller.isAtLeast(least), begin);
  }

  private Future<Step<RoomCaller>> create(RoomCaller caller) {
    DataForm form =
        DataForm.form(
            "Make a hat",
            FORM,
            List.of(
                Field.asked(TITLE, "text-single", "What people see", true),
                Field.asked(URI, "text-single", "A URI that names it", true),
                Field.asked(HUE, "text-single", "Hue of its colour, in degrees", false)));
    return Future.succeededFuture(Step.Ask.last(form, this::created));
  }

  private Future<Step<RoomCaller>> created(RoomCaller caller, DataForm form) {
    String hue = form.value(HUE);
    Hat hat =
        new Hat(text(form, URI), text(form, TITLE), hue == null || hue.isBlank() ? null : hue(hue));
    return change(caller.room(), caller.room().config().hats().with(hat));
  }

  private static String text(DataForm form, String field) {
    String text = Objects.requireNonNull(form.value(field)).strip();
    if (text.length() > MAX_TEXT || text.indexOf('\n') >= 0) {
      throw CommandError.BAD_PAYLOAD.toException(field + " is too long.");
    }
    return text;
  }

  private static String hue(String text) {
    try {
      double degrees = Double.parseDouble(text.strip());
      if (degrees >= 0 && degrees <= 360) {
        return text.strip();
      }
    } catch (NumberFormatException wrong) {
      // Told below.
    }
    throw CommandError.BAD_PAYLOAD.toException("The hue is a number from 0 to 360.");
  }

  private static Field choice(RoomCaller caller) {
    Map<String, String> labels = new LinkedHashMap<>();
    caller.room().config().hats().all().forEach(hat -> labels.put(hat.uri(), hat.title()));
    return Field.choice(URI, "Which hat", labels);
  }

  private Future<Step<RoomCaller>> destroy(RoomCaller caller) {
    DataForm form = DataForm.form("Take a hat away", FORM, List.of(choice(caller)));
    return Future.succeededFuture(Step.Ask.last(form, this::destroyed));
  }

  private Future<Step<RoomCaller>> destroyed(RoomCaller caller, DataForm form) {
    return change(caller.room(), caller.room().config().hats().without(known(caller, form)));
  }

  private static String known(RoomCaller caller, DataForm form) {
    String uri = form.value(URI);
    for (Hat hat : caller.room().config().hats().all()) {
      if (hat.uri().equals(uri)) {
        return hat.uri();
      }
    }
    throw CommandError.BAD_PAYLOAD.toException("There is no such hat.");
  }

  private Future<Step<RoomCaller>> give(RoomCaller caller, boolean on) {
    DataForm form =
        DataForm.form(
            on ? "Give somebody a hat" : "Take a hat from somebody",
            FORM,
            List.of(Field.asked(JID, "jid-single", "Whose address", true), choice(caller)));
    return Future.succeededFuture(
        Step.Ask.last(
            form,
            (who, filled) ->
                change(
                    who.room(),
                    who.room().config().hats().worn(jid(filled), known(who, filled), on))));
  }

  private static Jid jid(DataForm form) {
    try {
      Jid jid = Jid.parse(Objects.requireNonNull(form.value(JID)).strip()).bare();
      if (jid.toString().length() > MAX_JID) {
        throw CommandError.BAD_PAYLOAD.toException("The address is too long.");
      }
      return jid;
    } catch (JidFormatException wrong) {
      throw CommandError.BAD_PAYLOAD.toException("This is no address.");
    }
  }

  /** Those whose hats have changed are shown anew (§3.2, §3.3, §3.6). */
  private Future<Step<RoomCaller>> change(Room room, Map<RoomField, List<String>> changes) {
    RoomConfig before = room.config();
    return houses
        .configure(room, before.with(changes))
        .map(done -> {
          for (Occupant occupant : room.occupants()) {
            Element now = room.config().hats().worn(occupant.bare());
            if (!Objects.equals(now, before.hats().worn(occupant.bare()))) {
              presences.tell(room, occupant, News.HERE);
            }
          }
          Outcome outcome = new Outcome();
          owners.announce(room, before, outcome);
          outcome.tell(() -> {});
          return new Step.Done<>(List.of(), List.of());
        });
  }

  private static Future<Step<RoomCaller>> list(RoomCaller caller) {
    List<Element> items = new ArrayList<>();
    caller.room().config().hats().all().forEach(hat -> items.add(item(fields(hat))));
    return Future.succeededFuture(listed("Hats", List.of(TITLE, URI, HUE), items));
  }

  /** XEP-0317 §3.7 */
  private static Future<Step<RoomCaller>> listAssigned(RoomCaller caller) {
    List<Element> items = new ArrayList<>();
    caller
        .room()
        .config()
        .hats()
        .wearers()
        .forEach((jid, hats) -> {
          for (Hat hat : hats) {
            List<Element> fields = new ArrayList<>(List.of(value(JID, jid.toString())));
            fields.addAll(fields(hat));
            items.add(item(fields));
          }
        });
    return Future.succeededFuture(
        listed("Hats that are worn", List.of(JID, TITLE, URI, HUE), items));
  }

  private static Step<RoomCaller> listed(String title, List<String> names, List<Element> items) {
    Element.Builder reported = Element.builder(DataForm.NAMESPACE, "reported");
    for (String field : names) {
      reported.child(Element.builder(DataForm.NAMESPACE, "field").attribute("var", field).build());
    }
    Element form =
        Element.builder(DataForm.NAMESPACE, "x")
            .attribute("type", "result")
            .child(Element.builder(DataForm.NAMESPACE, "title").text(title).build())
            .child(reported.build())
            .children(items)
            .build();
    return new Step.Done<>(List.of(form), List.of());
  }

  private static List<Element> fields(Hat hat) {
    List<Element> fields = new ArrayList<>(4);
    fields.add(value(TITLE, hat.title()));
    fields.add(value(URI, hat.uri()));
    String hue = hat.hue();
    if (hue != null) {
      fields.add(value(HUE, hue));
    }
    return fields;
  }

  private static Element item(List<Element> fields) {
    return Element.builder(DataForm.NAMESPACE, "item").children(fields).build();
  }

  private static Element value(String name, String value) {
    return Element.builder(DataForm.NAMESPACE, "field")
        .attribute("var", name)
        .child(Element.builder(DataForm.NAMESPACE, "value").text(value).build())
        .build();
  }
}
