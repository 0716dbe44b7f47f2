package dev.parley.protocol.stanza;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unit of communication on a stream; there are exactly three kinds (RFC 6120 §8). Immutable.
 * Inside the server a stanza and its own children are always in `jabber:client`.
 */
public sealed interface Stanza permits Iq, Message, Presence {

  /** Null means "handle on behalf of the sender's account" (RFC 6120 §10.3). */
  @Nullable Jid to();

  /** Null until the server has stamped the sender's full JID (RFC 6120 §8.1.2.1). */
  @Nullable Jid from();

  /** Chosen by the sender to recognise answers; null if missing, as only an IQ must have one. */
  @Nullable String id();

  /** Default language of what people read in the stanza (RFC 6120 §8.1.5). */
  @Nullable String lang();

  /** The element's name: `iq`, `message` or `presence`. */
  String name();

  /** The child elements; those nobody understands too. */
  List<Element> children();

  /** The first child element with this name, null if there is none. */
  @Nullable Element child(String namespace, String name);

  /** Whether the stanza has type `error`. */
  boolean isError();

  /** A copy with another addressee. */
  Stanza withTo(@Nullable Jid to);

  /** A copy with another sender. */
  Stanza withFrom(@Nullable Jid from);

  /** A copy with another id. */
  Stanza withId(@Nullable String id);

  /** A copy in another default language. */
  Stanza withLang(@Nullable String lang);

  /** A copy with other children. */
  Stanza withChildren(List<Element> children);

  /**
   * The error to send back: addresses exchanged, the same id, the sender's children and the error.
   * Never call this for a stanza that is an error itself (RFC 6120 §8.3.1).
   */
  Stanza error(StanzaError error);

  /** The error that the stanza carries, null if it is none. */
  default @Nullable StanzaError error() {
    var element = isError() ? child(Namespaces.CLIENT, "error") : null;
    return element == null ? null : StanzaError.parse(element);
  }

  /** The stanza as XML. */
  Element toElement();

  /** Writes the stanza as part of a client or server stream, whose default namespace it takes. */
  default void write(ByteSink sink) {
    write(sink, null);
  }

  /**
   * Writes the stanza; its children are serialised once for all its copies.
   *
   * @param namespace declared on the stanza itself, as WebSocket frames need it (RFC 7395 §3.3.3);
   *     null inside a stream
   */
  void write(ByteSink sink, @Nullable String namespace);

  /** Whether this is a stanza of a client stream. */
  static boolean isStanza(Element element) {
    return isStanza(element, Namespaces.CLIENT);
  }

  /** Whether this is a stanza of streams with this content namespace (RFC 6120 §4.8.2). */
  static boolean isStanza(Element element, String contentNamespace) {
    return element.namespace().equals(contentNamespace)
        && (element.name().equals("message")
            || element.name().equals("presence")
            || element.name().equals("iq"));
  }

  /**
   * Reads a stanza of a client stream.
   *
   * @throws StanzaException with `jid-malformed` or `bad-request`
   * @throws IllegalArgumentException if the element {@linkplain #isStanza(Element) is no stanza}
   */
  static Stanza parse(Element element) {
    return parse(element, Namespaces.CLIENT);
  }

  /** Reads a stanza of streams with this content namespace, such as `jabber:server`. */
  static Stanza parse(Element element, String contentNamespace) {
    if (!isStanza(element, contentNamespace)) {
      throw new IllegalArgumentException("no stanza: " + element.name());
    }
    var stanza = element.moved(contentNamespace, Namespaces.CLIENT);
    return switch (stanza.name()) {
      case "message" -> Message.of(stanza);
      case "presence" -> Presence.of(stanza);
      default -> Iq.of(stanza);
    };
  }
}
