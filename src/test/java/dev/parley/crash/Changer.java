package dev.parley.crash;

import dev.parley.testing.Endpoint;
import dev.parley.testing.TestClient;
import dev.parley.testing.Xml;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who changes what the server keeps, one change after the other, each with a greater
 * number; and who looks after each login whether it is there. Without messages.
 */
final class Changer extends Person {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Endpoint server;
  private final Map<Thing, Long> asked = new EnumMap<>(Thing.class);
  private final Map<Thing, Long> promised = new EnumMap<>(Thing.class);
  private long changes;

  /** What is kept, with the number in two places that must agree. */
  private enum Thing {
    ROSTER(
        "<query xmlns='jabber:iq:roster'>"
            + "<item jid='nurse@localhost' name='{n}'><group>{n}</group></item></query>",
        "<query xmlns='jabber:iq:roster'/>"),
    PEP(
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:example:number'>"
            + "<item id='current'><two xmlns='urn:example:number' name='{n}'><group>{n}</group>"
            + "</two></item></publish></pubsub>",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:example:number'/>"
            + "</pubsub>"),
    PRIVATE(
        "<query xmlns='jabber:iq:private'><two xmlns='urn:example:number' name='{n}'>"
            + "<group>{n}</group></two></query>",
        "<query xmlns='jabber:iq:private'><two xmlns='urn:example:number'/></query>"),
    /** The number before goes once the new one is there. */
    BLOCKS(
        "<block xmlns='urn:xmpp:blocking'><item jid='name@{n}.example'/>"
            + "<item jid='group@{n}.example'/></block>",
        "<blocklist xmlns='urn:xmpp:blocking'/>");

    private static final String UNBLOCK =
        "<unblock xmlns='urn:xmpp:blocking'><item jid='name@{n}.example'/>"
            + "<item jid='group@{n}.example'/></unblock>";

    private final String change;
    private final String question;

    Thing(String change, String question) {
      this.change = change;
      this.question = question;
    }
  }

  Changer(Device device, Endpoint server, Play play) {
    super(device, play);
    this.server = server;
  }

  /** How many changes the server has answered. */
  synchronized long changes() {
    return changes;
  }

  @Override
  void visit() {
    try {
      var client = TestClient.connect(server, device().account().domain()).patience(PATIENCE);
      try {
        live(client);
      } finally {
        client.drop();
      }
    } catch (AssertionError | UncheckedIOException broken) {
      if (broken instanceof WrongNumber) {
        throw broken;
      }
      throw new Line.UnreachableException(broken);
    }
  }

  private void live(TestClient client) {
    client.openStream();
    client.authenticate("SCRAM-SHA-1", device().account());
    client.openStream();
    client.bind(device().resource());
    greet();
    for (var thing : Thing.values()) {
      check(thing, client);
    }
    while (!isStopped()) {
      for (var thing : Thing.values()) {
        change(thing, client);
      }
    }
    for (var thing : Thing.values()) {
      check(thing, client);
    }
  }

  private void change(Thing thing, TestClient client) {
    long number = asked.merge(thing, 1L, Long::sum);
    if (isResult(client.request("set", thing.change.replace("{n}", Long.toString(number))))) {
      promised.put(thing, number);
      if (thing == Thing.BLOCKS && number > 1) {
        client.request("set", Thing.UNBLOCK.replace("{n}", Long.toString(number - 1)));
      }
      synchronized (this) {
        changes++;
      }
    }
  }

  /** What was promised is there, or what was asked for after it; and all of it. */
  private void check(Thing thing, TestClient client) {
    var answer = client.request("get", thing.question);
    var kept = isResult(answer) ? find(answer) : Optional.<Xml.Element>empty();
    long name = kept.map(it -> number(it.attribute("name"))).orElse(0L);
    long group = kept.flatMap(it -> it.child("group")).map(it -> number(it.text())).orElse(0L);
    if (thing == Thing.BLOCKS) {
      name = blocked(answer, "name@");
      group = blocked(answer, "group@");
    }
    long least = promised.getOrDefault(thing, 0L);
    long most = asked.getOrDefault(thing, 0L);
    if (name != group || name < least || name > most) {
      throw new WrongNumber(
          thing + " of " + device().name() + ": " + answer + ", from " + least + " to " + most);
    }
  }

  /** The greatest number that is blocked in that way; 0 if none is. */
  private static long blocked(Xml.Element answer, String way) {
    return answer
        .children()
        .flatMap(Xml.Element::children)
        .map(item -> String.valueOf(item.attribute("jid")))
        .filter(jid -> jid.startsWith(way))
        .mapToLong(jid -> number(jid.substring(way.length(), jid.indexOf('.'))))
        .max()
        .orElse(0);
  }

  private static boolean isResult(Xml.Element answer) {
    return "result".equals(answer.attribute("type"));
  }

  private static long number(String text) {
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /** The innermost element that bears a name. */
  private static Optional<Xml.Element> find(Xml.Element element) {
    if (element.attribute("name") != null) {
      return Optional.of(element);
    }
    return element.children().map(Changer::find).flatMap(Optional::stream).findFirst();
  }

  /** A promise was broken. */
  private static final class WrongNumber extends AssertionError {
    private static final long serialVersionUID = 1;

    WrongNumber(String message) {
      super(message);
    }
  }
}
