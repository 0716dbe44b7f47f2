package dev.parley.protocol.stanza;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request or its answer (RFC 6120 §8.2.3). */
public final class Iq implements Stanza {

  /** What an IQ asks or answers (RFC 6120 §8.2.3). */
  public enum Type {
    GET,
    SET,
    RESULT,
    ERROR;

    private final String value = name().toLowerCase(Locale.ROOT);
  }

  private final Type type;
  private final Envelope envelope;

  private Iq(Type type, Envelope envelope) {
    this.type = type;
    this.envelope = envelope;
  }

  /** A request for information. */
  public static Iq get(@Nullable Jid to, String id, Element payload) {
    return of(Type.GET, to, id, payload);
  }

  /** A request to change something. */
  public static Iq set(@Nullable Jid to, String id, Element payload) {
    return of(Type.SET, to, id, payload);
  }

  private static Iq of(Type type, @Nullable Jid to, String id, Element payload) {
    return new Iq(type, Envelope.EMPTY.withTo(to).withId(id).withChildren(List.of(payload)));
  }

  /** Reads an IQ; it needs an id, a type, and one payload if it is a request (§8.2.3). */
  static Iq of(Element element) {
    var envelope = Envelope.parse(element);
    var type = type(element.attribute("type"));
    if (envelope.id() == null || type == null) {
      throw badRequest("an iq needs an id and a type", element);
    }
    int payloads = envelope.content().children().size();
    boolean isRequest = type == Type.GET || type == Type.SET;
    if (isRequest ? payloads != 1 : type == Type.RESULT && payloads > 1) {
      throw badRequest("an iq has one payload", element);
    }
    return new Iq(type, envelope);
  }

  private static StanzaException badRequest(String text, Element element) {
    return new StanzaException(StanzaError.of(StanzaError.Condition.BAD_REQUEST, text), element);
  }

  private static @Nullable Type type(@Nullable String value) {
    if (value == null) {
      return null;
    }
    return switch (value) {
      case "get" -> Type.GET;
      case "set" -> Type.SET;
      case "result" -> Type.RESULT;
      case "error" -> Type.ERROR;
      default -> null;
    };
  }

  /** Whether exactly one answer is due (§8.2.3). */
  public boolean isRequest() {
    return type == Type.GET || type == Type.SET;
  }

  /** The empty answer to this request. */
  public Iq result() {
    return new Iq(Type.RESULT, envelope.reply(List.of()));
  }

  /** The answer to this request. */
  public Iq result(Element payload) {
    return new Iq(Type.RESULT, envelope.reply(List.of(payload)));
  }

  /** The first child, which says what is asked or answered; null if there is none. */
  public @Nullable Element payload() {
    return children().isEmpty() ? null : children().get(0);
  }

  /** What kind of iq this is. */
  public Type type() {
    return type;
  }

  @Override
  public String name() {
    return "iq";
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
  public Iq withAddresses(Jid from, Jid to) {
    return new Iq(type, envelope.withAddresses(from, to));
  }

  @Override
  public Iq withTo(@Nullable Jid to) {
    return new Iq(type, envelope.withTo(to));
  }

  @Override
  public Iq withFrom(@Nullable Jid from) {
    return new Iq(type, envelope.withFrom(from));
  }

  @Override
  public Iq withId(@Nullable String id) {
    return new Iq(type, envelope.withId(id));
  }

  @Override
  public Iq withChildren(List<Element> children) {
    return new Iq(type, envelope.withChildren(children));
  }

  @Override
  public Iq error(StanzaError error) {
    var children = new ArrayList<>(children());
    children.add(error.toElement());
    return new Iq(Type.ERROR, envelope.reply(children));
  }

  @Override
  public Element toElement() {
    return envelope.toElement("iq", type.value);
  }

  @Override
  public void write(ByteSink sink, @Nullable String namespace) {
    envelope.write(sink, "iq", type.value, namespace);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Iq that && type == that.type && envelope.sameAs(that.envelope);
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
