package dev.parley.protocol.stanza;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request or its answer (RFC 6120 §8.2.3). */
public final class Iq extends EnvelopedStanza<Iq> implements Stanza {

  /** What an IQ asks or answers (RFC 6120 §8.2.3). */
  public enum Type {
    GET,
    SET,
    RESULT,
    ERROR;

    private final String value = name().toLowerCase(Locale.ROOT);
  }

  private final Type type;

  private Iq(Type type, Envelope envelope) {
    super(envelope);
    this.type = type;
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
  public boolean isError() {
    return type == Type.ERROR;
  }

  @Override
  @Nullable String typeValue() {
    return type.value;
  }

  @Override
  Iq with(Envelope other) {
    return new Iq(type, other);
  }

  @Override
  Iq asError(Envelope other) {
    return new Iq(Type.ERROR, other);
  }
}
