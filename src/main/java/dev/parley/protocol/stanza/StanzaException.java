package dev.parley.protocol.stanza;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The peer is wrong: the error is sent back to it (RFC 6120 §8.3). */
public final class StanzaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient StanzaError error;
  private final transient @Nullable Element stanza;

  /** Carries the error to send; has no stack trace, because strangers cause it at will. */
  public StanzaException(StanzaError error) {
    this(error, null);
  }

  /** Carries the error to send for an element that could not be read as a stanza. */
  public StanzaException(StanzaError error, @Nullable Element stanza) {
    super(error.toString(), null, false, false);
    this.error = error;
    this.stanza = stanza;
  }

  /** Carries the usual error of this condition (RFC 6120 §8.3.3). */
  public StanzaException(StanzaError.Condition condition) {
    this(StanzaError.of(condition));
  }

  /** Carries the usual error of this condition with a text for people. */
  public StanzaException(StanzaError.Condition condition, String text) {
    this(StanzaError.of(condition, text));
  }

  /** The error to send. */
  public StanzaError error() {
    return Objects.requireNonNull(error);
  }

  /** What could not be read; null if a stanza was read and then refused. */
  public @Nullable Element stanza() {
    return stanza;
  }

  /**
   * The answer to the element that could not be read: the same kind of stanza with its `id`, from
   * the address it was for, unless that is what was wrong. Null if none may be sent, because the
   * element is an error or an answer itself (RFC 6120 §8.3.1, §8.2.3) or is no stanza.
   */
  public @Nullable Element answer() {
    if (stanza == null) {
      return null;
    }
    var type = stanza.attribute("type");
    boolean isAnswer = "error".equals(type) || stanza.name().equals("iq") && "result".equals(type);
    return isAnswer
        ? null
        : Element.builder(Namespaces.CLIENT, stanza.name())
            .attribute("type", "error")
            .attribute("from", address(stanza.attribute("to")))
            .attribute("id", stanza.attribute("id"))
            .child(error().toElement())
            .build();
  }

  private static @Nullable String address(@Nullable String text) {
    try {
      return text == null ? null : Jid.parse(text).toString();
    } catch (JidFormatException e) {
      return null;
    }
  }
}
