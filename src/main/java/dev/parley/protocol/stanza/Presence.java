package dev.parley.protocol.stanza;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether an entity is available, or the management of subscriptions (RFC 6121 §3, §4). */
public final class Presence extends EnvelopedStanza<Presence> implements Stanza {

  /** What a presence says (RFC 6121 §4.7.1). */
  public enum Type {
    /** No `type` attribute. */
    AVAILABLE(null),
    UNAVAILABLE("unavailable"),
    SUBSCRIBE("subscribe"),
    SUBSCRIBED("subscribed"),
    UNSUBSCRIBE("unsubscribe"),
    UNSUBSCRIBED("unsubscribed"),
    PROBE("probe"),
    ERROR("error");

    /** Null for availability, which has no `type`. */
    private final @Nullable String value;

    Type(@Nullable String value) {
      this.value = value;
    }
  }

  /** How available an entity is (RFC 6121 §4.7.2.1). */
  public enum Show {
    AWAY,
    CHAT,
    DND,
    XA
  }

  private final Type type;

  private Presence(Type type, Envelope envelope) {
    super(envelope);
    this.type = type;
  }

  /** A presence without children. */
  public static Presence of(Type type, @Nullable Jid to) {
    return new Presence(type, Envelope.EMPTY.withTo(to));
  }

  /** A presence with these children. */
  public static Presence of(Type type, @Nullable Jid to, List<Element> children) {
    return new Presence(type, Envelope.EMPTY.withTo(to).withChildren(children));
  }

  /** Reads a presence; a type we do not know is `bad-request` (RFC 6121 §4.7.1). */
  static Presence of(Element element) {
    var envelope = Envelope.parse(element);
    var value = element.attribute("type");
    for (var type : TYPES) {
      if (Objects.equals(type.value, value)) {
        return new Presence(type, envelope);
      }
    }
    throw new StanzaException(
        StanzaError.of(StanzaError.Condition.BAD_REQUEST, "no such type of presence"), element);
  }

  private static final Type[] TYPES = Type.values();

  /**
   * The priority of the session, -128 to 127; 0 if missing or no such number (RFC 6121 §4.7.2.3).
   */
  public int priority() {
    var element = child(Namespaces.CLIENT, "priority");
    if (element == null) {
      return 0;
    }
    try {
      return Byte.parseByte(element.text().strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** How available the session is; null for the plain kind, or a value we do not know. */
  public @Nullable Show show() {
    var element = child(Namespaces.CLIENT, "show");
    if (element == null) {
      return null;
    }
    return switch (element.text()) {
      case "away" -> Show.AWAY;
      case "chat" -> Show.CHAT;
      case "dnd" -> Show.DND;
      case "xa" -> Show.XA;
      default -> null;
    };
  }

  /** What kind of presence this is. */
  public Type type() {
    return type;
  }

  @Override
  public String name() {
    return "presence";
  }

  @Override
  public boolean isError() {
    return type == Type.ERROR;
  }

  @Override
  @Nullable String typeValue() {
    return type.value;
  }

  @Override
  Presence with(Envelope other) {
    return new Presence(type, other);
  }

  @Override
  Presence asError(Envelope other) {
    return new Presence(Type.ERROR, other);
  }
}
