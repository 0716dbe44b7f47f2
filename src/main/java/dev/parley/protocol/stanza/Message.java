package dev.parley.protocol.stanza;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something pushed to an addressee (RFC 6120 §8.2.1). */
public final class Message extends EnvelopedStanza<Message> implements Stanza {

  /** The context of a message (RFC 6121 §5.2.2). */
  public enum Type {
    NORMAL(null),
    CHAT("chat"),
    GROUPCHAT("groupchat"),
    HEADLINE("headline"),
    ERROR("error");

    /** Null for the default, which is left out. */
    private final @Nullable String value;

    Type(@Nullable String value) {
      this.value = value;
    }
  }

  private final Type type;

  private Message(Type type, Envelope envelope) {
    super(envelope);
    this.type = type;
  }

  /** A message with these children. */
  public static Message of(Type type, @Nullable Jid to, List<Element> children) {
    return new Message(type, Envelope.EMPTY.withTo(to).withChildren(children));
  }

  /** A message with a text. */
  public static Message of(Type type, @Nullable Jid to, String body) {
    return of(type, to, List.of(Element.builder(Namespaces.CLIENT, "body").text(body).build()));
  }

  /** Reads a message; a type we do not know is `normal` (RFC 6121 §5.2.2). */
  static Message of(Element element) {
    return new Message(type(element.attribute("type")), Envelope.parse(element));
  }

  private static Type type(@Nullable String value) {
    if (value == null) {
      return Type.NORMAL;
    }
    return switch (value) {
      case "chat" -> Type.CHAT;
      case "groupchat" -> Type.GROUPCHAT;
      case "headline" -> Type.HEADLINE;
      case "error" -> Type.ERROR;
      default -> Type.NORMAL;
    };
  }

  /** The first body, null if there is none (RFC 6121 §5.2.3). */
  public @Nullable String body() {
    var body = child(Namespaces.CLIENT, "body");
    return body == null ? null : body.text();
  }

  /** What kind of message this is. */
  public Type type() {
    return type;
  }

  @Override
  public String name() {
    return "message";
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
  Message with(Envelope other) {
    return new Message(type, other);
  }

  @Override
  Message asError(Envelope other) {
    return new Message(Type.ERROR, other);
  }
}
