package dev.parley.core.archive;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * The wish to take a message back (XEP-0424 §3).
 *
 * @param id of the message, as its sender gave it
 */
public record Retract(String id) {
  /** The namespace of XEP-0424. */
  public static final String NS = "urn:xmpp:message-retract:1";

  /** The element. */
  public static final String NAME = "retract";

  /** What the message wants taken back; null if nothing. */
  public static @Nullable Retract within(Message message) {
    Element retract = message.child(NS, NAME);
    String id = retract == null ? null : retract.attribute("id");
    return id == null || id.isEmpty() ? null : new Retract(id);
  }
}
