package dev.parley.protocol.stanza;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something pushed to an addressee (RFC 6120 §8.2.1). */
public final class Message implements Stanza {

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
  private final Envelope envelope;

  private Message(Type type, Envelope envelope) {
    this.type = type;
    this.envelope = envelope;
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
  public @Nullable Jid to() {
    return envelope.to();
  }

  @Override
  public @Nullable Jid from() {
    return envelope.from();
  }

  @Override
  public @Nullable String id() {
    return envelope.id();
  }

  @Override
  public @Nullable String lang() {
    return envelope.lang();
  }

  @Override
  public List<Element> children() {
    return envelope.content().children();
  }

  @Override
  public @Nullable Element child(String namespace, String name) {
    return envelope.content().child(namespace, name);
  }

  @Override
  public boolean isError() {
    return type == Type.ERROR;
  }

  /** The same from and to others: what an edge stamps (RFC 6120 §8.1.2.1). */
  public Message withAddresses(Jid from, Jid to) {
    return new Message(type, envelope.withAddresses(from, to));
  }

  @Override
  public Message withTo(@Nullable Jid to) {
    return new Message(type, envelope.withTo(to));
  }

  @Override
  public Message withFrom(@Nullable Jid from) {
    return new Message(type, envelope.withFrom(from));
  }

  @Override
  public Message withId(@Nullable String id) {
    return new Message(type, envelope.withId(id));
  }

  @Override
  public Message withChildren(List<Element> children) {
    return new Message(type, envelope.withChildren(children));
  }

  @Override
  public Message error(StanzaError error) {
    var children = new ArrayList<>(children());
    children.add(error.toElement());
    return new Message(Type.ERROR, envelope.reply(children));
  }

  @Override
  public Element toElement() {
    return envelope.toElement("message", type.value);
  }

  @Override
  public void write(ByteSink sink, @Nullable String namespace) {
    envelope.write(sink, "message", type.value, namespace);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Message that && type == that.type && envelope.sameAs(that.envelope);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Objects.hash(envelope.to(), envelope.from(), envelope.id());
  }

  @Override
  public String toString() {
    return toElement().toString();
  }
}
