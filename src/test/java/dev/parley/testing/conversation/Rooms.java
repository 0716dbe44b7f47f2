package dev.parley.testing.conversation;

import dev.parley.testing.StreamEvent;
import dev.parley.testing.Xml;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Who is in which room (XEP-0045), so that scripts need not spell what every entry brings. Room
 * {@code garden} has an address of its own in each play, {@code {garden}}.
 */
final class Rooms {
  private static final String MUC = "http://jabber.org/protocol/muc";
  private static final String USER = MUC + "#user";
  private static final String ENTRY = "<x xmlns='" + MUC + "'><history maxstanzas='0'/></x>";
  private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";

  private final Cast cast;
  private final Names names;

  /** Nicknames of actors by the address of the room. */
  private final Map<String, Map<Actor, String>> rooms = new LinkedHashMap<>();

  Rooms(Cast cast, Names names) {
    this.cast = cast;
    this.names = names;
  }

  /**
   * Makes a room and opens it.
   *
   * @param details its name, perhaps {@code as Nick}, perhaps {@code with field=value …}, where a
   *     field is one of the configuration, perhaps without {@code muc#roomconfig_}
   */
  void make(String name, String details) {
    var words = details.split("\\s+with\\s+", 2);
    var room = words[0].split("\\s+")[0];
    var actor = cast.actor(name);
    var jid = room + "-" + cast.account(name).name() + "@conference." + cast.server().domain();
    names.capture(room, jid);
    rooms.put(jid, new LinkedHashMap<>());
    enter(name, words[0]);
    var answer =
        actor
            .client()
            .request("set", jid, "<query xmlns='" + MUC + "#owner'>" + form(words) + "</query>");
    if (!"result".equals(answer.attribute("type"))) {
      throw new AssertionError("the room was not opened: " + answer);
    }
  }

  private static String form(String[] words) {
    if (words.length < 2) {
      return "<x xmlns='jabber:x:data' type='submit'/>";
    }
    var form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
    form.append("<field var='FORM_TYPE'><value>" + MUC + "#roomconfig</value></field>");
    for (var field : words[1].split("\\s+")) {
      var pair = field.split("=", 2);
      var name = pair[0].contains("#") ? pair[0] : "muc#roomconfig_" + pair[0];
      form.append("<field var='").append(name).append("'>");
      Arrays.stream(pair[1].split(","))
          .forEach(value -> form.append("<value>").append(value).append("</value>"));
      form.append("</field>");
    }
    return form.append("</x>").toString();
  }

  /**
   * Enters a room without history, and takes from everybody there what that brings.
   *
   * @param details its name, perhaps {@code as Nick}; else the nickname is that of the account
   */
  void enter(String name, String details) {
    var words = List.of(details.split("\\s+"));
    var room = names.fill("{" + words.get(0) + "}");
    var nick = words.size() > 2 ? words.get(2) : Cast.user(name);
    var actor = cast.actor(name);
    var occupants = rooms.computeIfAbsent(room, first -> new LinkedHashMap<>());
    occupants.keySet().removeIf(there -> !cast.actors().contains(there));
    actor.client().send("<presence to='" + room + "/" + nick + "'>" + ENTRY + "</presence>");
    occupants.values().stream()
        .distinct()
        .filter(other -> !other.equals(nick))
        .forEach(other -> await(actor, presence(room + "/" + other)));
    var own = await(actor, presence(room + "/" + nick));
    own.child("occupant-id")
        .ifPresent(
            id -> names.capture(Cast.user(name) + ".occupant", String.valueOf(id.attribute("id"))));
    await(actor, element -> element.local().equals("message") && isSubject(element, room));
    occupants.keySet().forEach(other -> await(other, presence(room + "/" + nick)));
    occupants.put(actor, nick);
    cast.transcript().summarize(name, "(enters " + room + " as " + nick + ")");
  }

  /** An actor is in a room no more, or under another name: the script has said so itself. */
  void leave(String name, String room) {
    rooms.getOrDefault(names.fill("{" + room + "}"), Map.of()).remove(cast.actor(name));
  }

  /** Returns when all rooms have done what they were asked to do. */
  void settle() {
    for (var room : rooms.keySet()) {
      for (var actor : cast.actors()) {
        if (actor.isBound()) {
          actor.client().request("get", room, PING);
        }
      }
    }
  }

  private static boolean isSubject(Xml.Element message, String room) {
    return String.valueOf(message.attribute("from")).startsWith(room)
        && message.child("subject").isPresent();
  }

  private static Predicate<Xml.Element> presence(String from) {
    return element ->
        element.local().equals("presence")
            && from.equals(element.attribute("from"))
            && element.children().anyMatch(child -> child.is(USER, "x"));
  }

  private static Xml.Element await(Actor actor, Predicate<Xml.Element> wanted) {
    var event =
        actor
            .client()
            .await(candidate ->
                candidate instanceof StreamEvent.Received received
                    && wanted.test(received.element()));
    return ((StreamEvent.Received) event).element();
  }
}
