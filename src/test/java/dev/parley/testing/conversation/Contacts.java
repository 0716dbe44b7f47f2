package dev.parley.testing.conversation;

import dev.parley.testing.StreamEvent;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who sees whose presence, so that scripts need not spell what every login brings. Subscriptions
 * are made by sessions of their own, before anybody is online.
 */
final class Contacts {
  static final String ROSTER = "<query xmlns='jabber:iq:roster'/>";

  private static final String CAPS = "http://jabber.org/protocol/caps";
  private static final String INFO = "http://jabber.org/protocol/disco#info";

  private final Cast cast;
  private final Map<String, Actor> online = new LinkedHashMap<>();

  /** Pairs `watcher watched` of account names. */
  private final Set<List<String>> subscriptions = new HashSet<>();

  Contacts(Cast cast) {
    this.cast = cast;
  }

  /** Lets both see each other's presence. */
  void befriend(String one, String other) {
    subscribe(one, other);
    subscribe(other, one);
  }

  /**
   * Lets the user see the contact's presence. The contact approves beforehand (RFC 6121 §3.4), so
   * that nobody has to be available and no presence of this is left on its way.
   */
  void subscribe(String user, String contact) {
    var watcher = cast.account(user);
    var watched = cast.account(contact);
    try (var asking = TestClient.login(cast.server(), watcher, "setup");
        var asked = TestClient.login(cast.server(), watched, "setup")) {
      asking.request("get", ROSTER);
      asked.request("get", ROSTER);
      asked.send("<presence type='subscribed' to='" + watcher.jid() + "'/>");
      asked.await(event -> pushes(event, watcher.jid(), "jid", watcher.jid()));
      asking.send("<presence type='subscribe' to='" + watched.jid() + "'/>");
      asking.await(event ->
          pushes(event, watched.jid(), "subscription", "to")
              || pushes(event, watched.jid(), "subscription", "both"));
    }
    subscriptions.add(List.of(user, contact));
  }

  /**
   * Sends initial presence with this content, and takes from everybody who sees it, and from the
   * newcomer, the presence that this brings (RFC 6121 §4.2, §4.3).
   */
  void comeOnline(Actor newcomer, String content) {
    newcomer.client().send("<presence>" + content + "</presence>");
    awaitPresence(newcomer, newcomer);
    for (var other : online.values()) {
      if (sees(other, newcomer)) {
        awaitPresence(other, newcomer);
      }
      if (sees(newcomer, other)) {
        awaitPresence(newcomer, other);
      }
    }
    online.put(newcomer.name(), newcomer);
  }

  /**
   * As {@link #comeOnline}; when the server asks for the client's features (XEP-0115), they say
   * that it wants what is published at these nodes (XEP-0163 §4.2).
   */
  void comeOnlineWanting(Actor newcomer, List<String> nodes) {
    comeOnline(
        newcomer,
        "<c xmlns='" + CAPS + "' hash='sha-1' node='urn:client' ver='" + newcomer.name() + "'/>");
    newcomer.client().await(event -> asksForFeatures(newcomer, event, nodes));
  }

  private static boolean asksForFeatures(Actor asked, StreamEvent event, List<String> nodes) {
    if (!(event instanceof StreamEvent.Received received)
        || !"get".equals(received.element().attribute("type"))
        || received.element().children().noneMatch(query -> query.is(INFO, "query"))) {
      return false;
    }
    var features = new StringBuilder();
    nodes.forEach(node -> features.append("<feature var='").append(node).append("+notify'/>"));
    var id = received.element().attribute("id");
    var from = received.element().attribute("from");
    asked
        .client()
        .send(
            "<iq type='result' id='"
                + id
                + "' to='"
                + from
                + "'>"
                + "<query xmlns='"
                + INFO
                + "'>"
                + features
                + "</query></iq>");
    return true;
  }

  void leave(Actor actor) {
    online.remove(actor.name());
  }

  private boolean sees(Actor watcher, Actor watched) {
    var user = Cast.user(watcher.name());
    var contact = Cast.user(watched.name());
    return user.equals(contact) || subscriptions.contains(List.of(user, contact));
  }

  private static void awaitPresence(Actor watcher, Actor watched) {
    watcher.client().await(event -> isPresence(event, watched.client().jid()));
  }

  private static boolean isPresence(StreamEvent event, String from) {
    return event instanceof StreamEvent.Received received
        && received.element().local().equals("presence")
        && from.equals(received.element().attribute("from"))
        && received.element().attribute("type") == null;
  }

  private static boolean pushes(StreamEvent event, String contact, String attribute, String value) {
    return event instanceof StreamEvent.Received received
        && received.element().children().anyMatch(query -> lists(query, contact, attribute, value));
  }

  private static boolean lists(Xml.Element query, String contact, String attribute, String value) {
    return query.is("jabber:iq:roster", "query")
        && query
            .children()
            .anyMatch(item ->
                contact.equals(item.attribute("jid")) && value.equals(item.attribute(attribute)));
  }
}
