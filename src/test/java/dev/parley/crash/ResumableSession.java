package dev.parley.crash;

import dev.parley.testing.Xml;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of a session that outlives its connections (XEP-0198 §5). Used by the thread of
 * its owner and the one that reads; a connection is given to it when the one before has ended.
 */
final class ResumableSession {
  private static final String NS = "urn:xmpp:sm:3";
  static final String ENABLE = "<enable xmlns='" + NS + "' resume='true'/>";

  private final Consumer<Letter> acknowledged;
  private final ArrayDeque<Outgoing> unacknowledged = new ArrayDeque<>();
  private final List<Letter> lost = new ArrayList<>();
  private @Nullable Connection connection;
  private @Nullable String id;
  private boolean fresh;
  private long sent;
  private long confirmed;
  private long received;

  /**
   * A stanza that was sent.
   *
   * @param letter null if it is none
   */
  private record Outgoing(String xml, @Nullable Letter letter) {}

  /**
   * Begins without a session.
   *
   * @param acknowledged hears of each letter when the server has it, on any thread
   */
  ResumableSession(Consumer<Letter> acknowledged) {
    this.acknowledged = acknowledged;
  }

  /** The connection that is used from now on. */
  synchronized void connection(Connection next) {
    connection = next;
    fresh = false;
  }

  /** True if there is something to resume. */
  synchronized boolean isResumable() {
    return id != null;
  }

  /** True if this connection has a session of its own, and has not resumed one. */
  synchronized boolean isNew() {
    return fresh;
  }

  /** What asks the server to resume. */
  synchronized String resume() {
    return "<resume xmlns='" + NS + "' previd='" + id + "' h='" + received + "'/>";
  }

  /** How many stanzas the server has not counted yet. */
  synchronized int unacknowledged() {
    return unacknowledged.size();
  }

  /** Takes and answers what belongs to XEP-0198; counts the rest and returns false for it. */
  synchronized boolean handles(Xml.Element element) {
    switch (element.local()) {
      case "enabled" -> begin(element.attribute("id"));
      case "resumed" -> count(element.attribute("h"));
      case "failed" -> end(element.attribute("h"));
      case "a" -> count(element.attribute("h"));
      case "r" -> acknowledge();
      case "message", "presence", "iq" -> {
        received++;
        return false;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void begin(@Nullable String name) {
    end(null);
    id = name;
    fresh = true;
    sent = 0;
    confirmed = 0;
    received = 0;
  }

  private void end(@Nullable String h) {
    if (h != null) {
      count(h);
    }
    id = null;
    for (var stanza : unacknowledged) {
      if (stanza.letter() != null) {
        lost.add(stanza.letter());
      }
    }
    unacknowledged.clear();
  }

  private void count(@Nullable String h) {
    long now = Long.parseLong(String.valueOf(h));
    if (now > sent || now < confirmed) {
      throw new IllegalStateException("h=" + now + " of " + sent + ", after " + confirmed);
    }
    for (; confirmed < now; confirmed++) {
      var letter = unacknowledged.remove().letter();
      if (letter != null) {
        acknowledged.accept(letter);
      }
    }
  }

  /**
   * The letters of a session that is over, of which nobody knows; in their order, and only once.
   */
  synchronized List<Letter> leftovers() {
    var letters = List.copyOf(lost);
    lost.clear();
    return letters;
  }

  /** Sends what the server has not counted again, after it has resumed. */
  synchronized void repeat() {
    unacknowledged.forEach(stanza -> write(stanza.xml()));
  }

  synchronized void send(Letter letter) {
    send(new Outgoing(letter.xml(), letter));
  }

  synchronized void send(String stanza) {
    send(new Outgoing(stanza, null));
  }

  private void send(Outgoing stanza) {
    unacknowledged.add(stanza);
    sent++;
    write(stanza.xml());
  }

  /** Asks what has come. */
  synchronized void ask() {
    write("<r xmlns='" + NS + "'/>");
  }

  /** Acknowledges what has come. */
  synchronized void acknowledge() {
    write("<a xmlns='" + NS + "' h='" + received + "'/>");
  }

  private void write(String xml) {
    if (connection != null) {
      connection.send(xml);
    }
  }
}
