package dev.parley.protocol.stanza;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the three kinds of stanza do alike: all of {@link Stanza} that rests on the envelope.
 *
 * @param <S> the kind itself, which its copies are of too
 */
abstract sealed class EnvelopedStanza<S extends EnvelopedStanza<S>> permits Iq, Message, Presence {
  final Envelope envelope;

  EnvelopedStanza(Envelope envelope) {
    this.envelope = envelope;
  }

  /** The value of the `type` attribute; null if it is left out. */
  abstract @Nullable String typeValue();

  /** The same kind and type with another envelope. */
  abstract S with(Envelope other);

  /** The same kind with type `error`. */
  abstract S asError(Envelope other);

  /** The element's name: `iq`, `message` or `presence`. */
  public abstract String name();

  /** The addressee; null means the sender's own account. */
  public @Nullable Jid to() {
    return envelope.to();
  }

  /** The sender; null until the server has stamped it. */
  public @Nullable Jid from() {
    return envelope.from();
  }

  /** Chosen by the sender to recognise answers; null if missing. */
  public @Nullable String id() {
    return envelope.id();
  }

  /** Default language of what people read in the stanza; null if not said. */
  public @Nullable String lang() {
    return envelope.lang();
  }

  /** The child elements. */
  public List<Element> children() {
    return envelope.content().children();
  }

  /** The first child element with this name, null if there is none. */
  public @Nullable Element child(String namespace, String name) {
    return envelope.content().child(namespace, name);
  }

  /** The same from and to others: what an edge stamps (RFC 6120 §8.1.2.1). */
  public S withAddresses(Jid from, Jid to) {
    return with(envelope.withAddresses(from, to));
  }

  /** A copy with another addressee. */
  public S withTo(@Nullable Jid to) {
    return with(envelope.withTo(to));
  }

  /** A copy with another sender. */
  public S withFrom(@Nullable Jid from) {
    return with(envelope.withFrom(from));
  }

  /** A copy with another id. */
  public S withId(@Nullable String id) {
    return with(envelope.withId(id));
  }

  /** A copy in another default language. */
  public S withLang(@Nullable String lang) {
    return with(envelope.withLang(lang));
  }

  /** A copy with other children. */
  public S withChildren(List<Element> children) {
    return with(envelope.withChildren(children));
  }

  /** The error to send back (RFC 6120 §8.3.1). */
  public S error(StanzaError error) {
    var children = new ArrayList<>(children());
    children.add(error.toElement());
    return asError(envelope.reply(children));
  }

  /** The stanza as XML. */
  public Element toElement() {
    return envelope.toElement(name(), typeValue());
  }

  /** Writes the stanza, with its namespace declared if one is given. */
  public void write(ByteSink sink, @Nullable String namespace) {
    envelope.write(sink, name(), typeValue(), namespace);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EnvelopedStanza<?> that
        && name().equals(that.name())
        && Objects.equals(typeValue(), that.typeValue())
        && envelope.sameAs(that.envelope);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(typeValue())
        + Objects.hash(envelope.to(), envelope.from(), envelope.id());
  }

  @Override
  public String toString() {
    return toElement().toString();
  }
}
