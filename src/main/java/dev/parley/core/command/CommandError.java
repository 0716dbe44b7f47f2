package dev.parley.core.command;

import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;

/** What can be wrong with the request of a command (XEP-0050 §4.4). */
public enum CommandError {
  /** An action that does not exist. */
  MALFORMED_ACTION("malformed-action"),
  /** An action that is not possible now. */
  BAD_ACTION("bad-action"),
  /** What claims to be a language and is none. */
  BAD_LOCALE("bad-locale"),
  /** A form that lacks something, or has what it must not. */
  BAD_PAYLOAD("bad-payload"),
  /** A session that is unknown, or somebody else's. */
  BAD_SESSIONID("bad-sessionid"),
  /** A session that was, but has ended. */
  SESSION_EXPIRED("session-expired");

  private final String element;

  CommandError(String element) {
    this.element = element;
  }

  /** To be thrown. */
  public StanzaException toException() {
    return new StanzaException(error());
  }

  /** To be thrown, with what people should know. */
  public StanzaException toException(String text) {
    return new StanzaException(error().withText(text));
  }

  private StanzaError error() {
    Condition condition = this == SESSION_EXPIRED ? Condition.NOT_ALLOWED : Condition.BAD_REQUEST;
    return StanzaError.of(condition).withApplication(Element.of(CommandRequest.NS, element));
  }
}
