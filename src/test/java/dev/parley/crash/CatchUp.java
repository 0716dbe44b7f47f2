package dev.parley.crash;

import dev.parley.testing.Xml;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the archive from where the device has last seen it (XEP-0313 §4.1, XEP-0059 §2.2). Used by
 * the thread of its owner and the one that reads.
 */
final class CatchUp {
  private static final String NS = "urn:xmpp:mam:2";
  private static final String FORM =
      "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
          + NS
          + "</value></field></x>";
  private static final int PAGE = 50;

  private final Consumer<String> sender;
  private final Consumer<Entry> reader;
  private State state = State.DONE;
  private @Nullable String last;
  private int queries;

  private enum State {
    /** Something may be missing; nobody has asked yet. */
    BEHIND,
    ASKED,
    DONE
  }

  /**
   * Begins with an empty memory.
   *
   * @param sender takes queries
   * @param reader takes what the archive has
   */
  CatchUp(Consumer<String> sender, Consumer<Entry> reader) {
    this.sender = sender;
    this.reader = reader;
  }

  /** The session is a new one: all after the last that was seen may be missing. */
  void begin() {
    synchronized (this) {
      state = State.BEHIND;
    }
    goOn();
  }

  /** Asks for the next page if it is time. */
  void goOn() {
    String query = null;
    synchronized (this) {
      if (state == State.BEHIND) {
        state = State.ASKED;
        query = query();
      }
    }
    if (query != null) {
      sender.accept(query);
    }
  }

  private String query() {
    var after = last == null ? "" : "<after>" + last + "</after>";
    var id = "archive-" + ++queries;
    return "<iq type='set' id='"
        + id
        + "'><query xmlns='"
        + NS
        + "' queryid='"
        + id
        + "'>"
        + FORM
        + "<set xmlns='http://jabber.org/protocol/rsm'><max>"
        + PAGE
        + "</max>"
        + after
        + "</set></query></iq>";
  }

  /** True if nothing is known to be missing. */
  synchronized boolean isDone() {
    return state == State.DONE;
  }

  /** A live message has this id; as long as something is missing that says nothing. */
  synchronized void saw(String id) {
    if (state == State.DONE) {
      last = id;
    }
  }

  /** Takes what belongs to a query; returns false for the rest. */
  boolean handles(Xml.Element stanza) {
    var result = stanza.child(NS, "result");
    if (result.isPresent()) {
      take(result.get());
      return true;
    }
    if (stanza.local().equals("iq")
        && String.valueOf(stanza.attribute("id")).startsWith("archive-")) {
      answered(stanza);
      return true;
    }
    return false;
  }

  private synchronized void take(Xml.Element result) {
    if (!("archive-" + queries).equals(result.attribute("queryid"))) {
      return; // of a session that is over
    }
    var message = result.child("forwarded").flatMap(it -> it.child("message")).orElseThrow();
    var id = String.valueOf(result.attribute("id"));
    reader.accept(Entry.of(message, id));
    last = id;
  }

  private void answered(Xml.Element answer) {
    synchronized (this) {
      if (!("archive-" + queries).equals(answer.attribute("id"))) {
        return;
      }
      if ("error".equals(answer.attribute("type"))) {
        refused(answer.child("error").orElseThrow());
        return; // the owner will try again
      }
      boolean complete =
          answer
              .child(NS, "fin")
              .map(fin -> "true".equals(fin.attribute("complete")))
              .orElse(false);
      state = complete ? State.DONE : State.BEHIND;
    }
    goOn();
  }

  /** Asks again later, if that is the advice (RFC 6120 §8.3.2). */
  private void refused(Xml.Element error) {
    if (!"wait".equals(error.attribute("type"))) {
      throw new IllegalStateException("the archive says " + error);
    }
    state = State.BEHIND;
  }
}
